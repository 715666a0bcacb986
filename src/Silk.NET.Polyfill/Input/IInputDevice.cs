namespace Silk.NET.Input;

/// <summary>What a person controls a window with.</summary>
internal interface IInputDevice
{
    int Index { get; }

    bool IsConnected { get; }

    string Name { get; }
}

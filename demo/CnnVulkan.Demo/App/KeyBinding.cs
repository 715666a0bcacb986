using Silk.NET.Input;

namespace CnnVulkan.Demo.App;

/// <summary>A key and what it does.</summary>
/// <param name="Key">The key.</param>
/// <param name="Name">What is written on it.</param>
/// <param name="Action">What it does.</param>
/// <param name="Argument">What about, where the action wants to know.</param>
internal sealed record KeyBinding(Key Key, string Name, DemoAction Action, int Argument = 0);

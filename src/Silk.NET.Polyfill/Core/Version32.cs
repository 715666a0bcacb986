namespace Silk.NET.Core;

/// <summary>A version number packed as Vulkan packs it: 10 bits major, 10 bits minor, 12 bits patch.</summary>
internal readonly struct Version32
{
    public Version32(uint major, uint minor, uint patch) => Value = (major << 22) | (minor << 12) | patch;

    private Version32(uint value) => Value = value;

    public uint Value { get; }

    public uint Major => Value >> 22;

    public uint Minor => (Value >> 12) & 0x3FF;

    public uint Patch => Value & 0xFFF;

    public static implicit operator uint(Version32 version) => version.Value;

    public static explicit operator Version32(uint value) => new(value);

    public override string ToString() => $"{Major}.{Minor}.{Patch}";
}

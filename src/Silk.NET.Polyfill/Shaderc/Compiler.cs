namespace Silk.NET.Shaderc;

/// <summary>An opaque object of the library; only pointers to it exist.</summary>
internal struct Compiler
{
}

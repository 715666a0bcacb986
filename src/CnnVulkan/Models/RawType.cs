namespace CnnVulkan.Models;

/// <summary>How files store elements. Each is read as the <see cref="ElementType"/> the engine computes with.</summary>
internal enum RawType
{
    Float16,
    BFloat16,
    Float32,
    Float64,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Bool,
}

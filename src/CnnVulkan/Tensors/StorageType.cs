namespace CnnVulkan.Tensors;

/// <summary>How one element lies in GPU memory.</summary>
public enum StorageType
{
    /// <summary>A 32-bit float: 4 bytes.</summary>
    Float32,

    /// <summary>A 16-bit float: 2 bytes.</summary>
    Float16,

    /// <summary>A 32-bit integer, truth values and 64-bit integers included: 4 bytes.</summary>
    Int32,
}

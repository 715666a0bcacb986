namespace CnnVulkan.Tensors;

/// <summary>Sizes and shader-variant names of <see cref="StorageType"/>, and how element types map to it.</summary>
internal static class StorageTypes
{
    public static int Bytes(this StorageType type) => type == StorageType.Float16 ? 2 : 4;

    /// <summary>The suffix of the shader variant for buffers of this type.</summary>
    public static string Variant(this StorageType type) => type switch
    {
        StorageType.Float16 => "f16",
        StorageType.Int32 => "i32",
        _ => "f32",
    };

    public static StorageType Of(ElementType type, Precision precision) => type switch
    {
        ElementType.Float32 => precision == Precision.Float16 ? StorageType.Float16 : StorageType.Float32,
        _ => StorageType.Int32,
    };
}

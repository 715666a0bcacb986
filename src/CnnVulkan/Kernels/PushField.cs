namespace CnnVulkan.Kernels;

/// <summary>One push constant: four bytes.</summary>
/// <param name="Name">Its name in the shader's push-constant block.</param>
/// <param name="GlslType">uint, int or float.</param>
public sealed record PushField(string Name, string GlslType)
{
    internal static PushField Parse(string declaration) => declaration.Split(' ') switch
    {
        [("uint" or "int" or "float") and var type, var name] => new PushField(name, type),
        _ => throw new ArgumentException($"'{declaration}' is not of the form 'uint NAME', 'int NAME' or 'float NAME'."),
    };
}

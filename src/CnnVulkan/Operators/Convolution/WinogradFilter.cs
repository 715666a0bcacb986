using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>Filters of 3×3 as F(4×4, 3×3) multiplies them: G g G', Lavin and Gray 2015, section 4.3.</summary>
internal static class WinogradFilter
{
    /// <summary>Inputs that a tile of four outputs reads along one side.</summary>
    public const int Reach = 6;

    private static readonly float[,] G =
    {
        { 1f / 4, 0, 0 },
        { -1f / 6, -1f / 6, -1f / 6 },
        { -1f / 6, 1f / 6, -1f / 6 },
        { 1f / 24, 1f / 12, 1f / 6 },
        { 1f / 24, -1f / 12, 1f / 6 },
        { 0, 0, 1 },
    };

    /// <summary>
    /// O×I×3×3 to (36·outputs)×⌈I/4⌉·4×1×1, zero where there is no such channel: element i·6 + j of each filter lies in group i·6 + j.
    /// </summary>
    /// <param name="filters">The filters.</param>
    /// <param name="outputs">Output channels of each group: O filled up to whole vectors.</param>
    public static Tensor<float> Transform(Tensor<float> filters, int outputs)
    {
        int inputs = filters.Shape[1], padded = Layouts.Vectors(inputs) * Layouts.Width;
        var transformed = new Tensor<float>(new TensorShape(Reach * Reach * outputs, padded, 1, 1));
        Parallel.For(0, filters.Shape[0], output =>
        {
            Span<float> lines = stackalloc float[Reach * 3];
            for (int input = 0; input < inputs; input++)
            {
                ReadOnlySpan<float> g = filters.Data.AsSpan((output * inputs + input) * 9, 9);
                for (int i = 0; i < Reach; i++)
                {
                    for (int x = 0; x < 3; x++)
                        lines[i * 3 + x] = G[i, 0] * g[x] + G[i, 1] * g[3 + x] + G[i, 2] * g[6 + x];
                }
                for (int i = 0; i < Reach; i++)
                {
                    for (int j = 0; j < Reach; j++)
                    {
                        float value = lines[i * 3] * G[j, 0] + lines[i * 3 + 1] * G[j, 1] + lines[i * 3 + 2] * G[j, 2];
                        transformed.Data[((i * Reach + j) * outputs + output) * padded + input] = value;
                    }
                }
            }
        });
        return transformed;
    }
}

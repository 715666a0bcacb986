using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>Filters of 3×3 as F(side×side, 3×3) multiplies them: G g G', Lavin and Gray 2015, sections 4.1 and 4.3.</summary>
internal static class WinogradFilter
{
    private static readonly float[,] GForFour =
    {
        { 1f / 4, 0, 0 },
        { -1f / 6, -1f / 6, -1f / 6 },
        { -1f / 6, 1f / 6, -1f / 6 },
        { 1f / 24, 1f / 12, 1f / 6 },
        { 1f / 24, -1f / 12, 1f / 6 },
        { 0, 0, 1 },
    };

    private static readonly float[,] GForTwo =
    {
        { 1, 0, 0 },
        { 1f / 2, 1f / 2, 1f / 2 },
        { 1f / 2, -1f / 2, 1f / 2 },
        { 0, 0, 1 },
    };

    /// <summary>Inputs that a tile of so many outputs reads along one side.</summary>
    public static int Reach(int side) => side + 2;

    /// <summary>
    /// O×I×3×3 to (reach²·outputs)×⌈I/4⌉·4×1×1, zero where there is no such channel: element i·reach + j of each filter lies in that group.
    /// </summary>
    /// <param name="filters">The filters.</param>
    /// <param name="side">Outputs along one side of a tile: 2 or 4.</param>
    /// <param name="outputs">Output channels of each group: O filled up to whole vectors.</param>
    public static Tensor<float> Transform(Tensor<float> filters, int side, int outputs)
    {
        float[,] matrix = side == 4 ? GForFour : GForTwo;
        int reach = Reach(side), inputs = filters.Shape[1], padded = Layouts.Vectors(inputs) * Layouts.Width;
        var transformed = new Tensor<float>(new TensorShape(reach * reach * outputs, padded, 1, 1));
        Parallel.For(0, filters.Shape[0], output =>
        {
            Span<float> lines = stackalloc float[reach * 3];
            for (int input = 0; input < inputs; input++)
            {
                ReadOnlySpan<float> g = filters.Data.AsSpan((output * inputs + input) * 9, 9);
                for (int i = 0; i < reach; i++)
                {
                    for (int x = 0; x < 3; x++)
                        lines[i * 3 + x] = matrix[i, 0] * g[x] + matrix[i, 1] * g[3 + x] + matrix[i, 2] * g[6 + x];
                }
                for (int i = 0; i < reach; i++)
                {
                    for (int j = 0; j < reach; j++)
                    {
                        float value = lines[i * 3] * matrix[j, 0] + lines[i * 3 + 1] * matrix[j, 1] + lines[i * 3 + 2] * matrix[j, 2];
                        transformed.Data[((i * reach + j) * outputs + output) * padded + input] = value;
                    }
                }
            }
        });
        return transformed;
    }
}

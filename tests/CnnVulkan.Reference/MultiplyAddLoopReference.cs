namespace CnnVulkan.Reference;

/// <summary>Eight chains of v := v·factor + addend per element, from x, x + 1, … x + 7, 32 steps a round, added up.</summary>
public static class MultiplyAddLoopReference
{
    public static Tensor<float> Run(Tensor<float> input, int rounds, float factor, float addend)
        => new(input.Shape, Array.ConvertAll(input.Data, x =>
        {
            double sum = 0;
            for (int k = 0; k < 8; k++)
            {
                double v = x + k;
                for (int step = 0; step < 32 * rounds; step++)
                    v = v * factor + addend;
                sum += v;
            }
            return (float)sum;
        }));
}

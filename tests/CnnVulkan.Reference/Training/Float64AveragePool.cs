namespace CnnVulkan.Reference;

/// <summary>The mean of each 2×2 pixels of square maps.</summary>
public sealed class Float64AveragePool(int size) : Float64Layer
{
    public override double[] Forward(double[] x, int batch)
    {
        int half = size / 2, maps = x.Length / (size * size);
        var y = new double[maps * half * half];
        for (int i = 0; i < x.Length; i++)
            y[Target(i, half)] += x[i] / 4;
        return y;
    }

    public override double[] Backward(double[] dy, int batch)
    {
        int half = size / 2;
        var dx = new double[dy.Length * 4];
        for (int i = 0; i < dx.Length; i++)
            dx[i] = dy[Target(i, half)] / 4;
        return dx;
    }

    private int Target(int i, int half)
    {
        (int map, int place) = (i / (size * size), i % (size * size));
        return (map * half + place / size / 2) * half + place % size / 2;
    }
}

namespace CnnVulkan.Reference;

/// <summary>Convolution of stride 1 without padding. A dense layer is one over the whole picture.</summary>
public sealed class Float64Conv(double[] weights, double[] bias, int inputs, int size, int kernel) : Float64Layer
{
    private readonly int _outputs = bias.Length, _out = size - kernel + 1;
    private readonly double[] _dw = new double[weights.Length], _db = new double[bias.Length];
    private double[] _x = [];

    public override IReadOnlyList<(double[] Weights, double[] Gradient)> Parameters => [(weights, _dw), (bias, _db)];

    public override double[] Forward(double[] x, int batch)
    {
        _x = x;
        var y = new double[batch * _outputs * _out * _out];
        ForEach(batch, (at, o, from, w) => y[at] += x[from] * weights[w], (at, o) => y[at] = bias[o]);
        return y;
    }

    public override double[] Backward(double[] dy, int batch)
    {
        var dx = new double[_x.Length];
        Array.Clear(_dw);
        Array.Clear(_db);
        ForEach(
            batch,
            (at, o, from, w) =>
            {
                dx[from] += dy[at] * weights[w];
                _dw[w] += dy[at] * _x[from];
            },
            (at, o) => _db[o] += dy[at]);
        return dx;
    }

    /// <summary>Visits every output, and every product that it is the sum of.</summary>
    private void ForEach(int batch, Action<int, int, int, int> product, Action<int, int> output)
    {
        for (int n = 0; n < batch; n++)
            for (int o = 0; o < _outputs; o++)
                for (int y = 0; y < _out; y++)
                    for (int x = 0; x < _out; x++)
                    {
                        int at = ((n * _outputs + o) * _out + y) * _out + x;
                        output(at, o);
                        for (int i = 0; i < inputs; i++)
                            for (int ky = 0; ky < kernel; ky++)
                                for (int kx = 0; kx < kernel; kx++)
                                    product(at, o, ((n * inputs + i) * size + y + ky) * size + x + kx, ((o * inputs + i) * kernel + ky) * kernel + kx);
                    }
    }
}

namespace CnnVulkan.Cli.Pictures;

/// <summary>Filters as pixels: each weight a square of one colour.</summary>
/// <param name="Weights">Filters × channels × kernel extents.</param>
/// <param name="Scale">How weights become colours.</param>
/// <param name="FlipChannels">Whether the channels are blue, green, red.</param>
internal sealed record FilterTiles(Tensor<float> Weights, FilterScale Scale, bool FlipChannels = false)
{
    public int Count => Weights.Shape[0];

    public int Channels => Weights.Shape[1];

    /// <summary>Whether each filter is one tile in colour: it reads red, green and blue.</summary>
    public bool IsColor => Channels == 3;

    public int KernelWidth => Weights.Shape.Rank > 2 ? Weights.Shape[-1] : 1;

    /// <summary>Of a volume the slices lie under each other.</summary>
    public int KernelHeight => Weights.Shape.Count / Math.Max(Count * Channels * KernelWidth, 1);

    public ReadOnlySpan<float> Filter(int index) => Weights.Data.AsSpan(index * (Weights.Shape.Count / Count), Weights.Shape.Count / Count);

    public (float Least, float Greatest) Range(int index)
    {
        float least = float.PositiveInfinity, greatest = float.NegativeInfinity;
        foreach (float weight in Filter(index))
        {
            least = Math.Min(least, weight);
            greatest = Math.Max(greatest, weight);
        }
        return (least, greatest);
    }

    /// <summary>Draws all channels of a filter as one tile in colour.</summary>
    public void DrawColor(Canvas canvas, int left, int top, int index, int enlarge)
    {
        ReadOnlySpan<float> filter = Filter(index);
        int plane = KernelWidth * KernelHeight;
        (float zero, float span) = Mapping(index);
        for (int i = 0; i < plane; i++)
        {
            byte first = Level(filter[i], zero, span), green = Level(filter[plane + i], zero, span), last = Level(filter[2 * plane + i], zero, span);
            Color color = FlipChannels ? new Color(last, green, first) : new Color(first, green, last);
            canvas.Fill(left + i % KernelWidth * enlarge, top + i / KernelWidth * enlarge, enlarge, enlarge, color);
        }
    }

    /// <summary>Draws one channel of a filter; its colours are those of the whole filter's scale.</summary>
    public void DrawChannel(Canvas canvas, int left, int top, int index, int channel, int enlarge)
    {
        int plane = KernelWidth * KernelHeight;
        ReadOnlySpan<float> weights = Filter(index).Slice(channel * plane, plane);
        (float least, float span) = Mapping(index);
        for (int i = 0; i < plane; i++)
        {
            float t = (weights[i] - least) / span;
            Color color = Scale == FilterScale.Zero ? Color.Diverging(2 * t - 1) : Color.Viridis(t);
            canvas.Fill(left + i % KernelWidth * enlarge, top + i / KernelWidth * enlarge, enlarge, enlarge, color);
        }
    }

    /// <summary>The weight that becomes 0 and the distance from it to the one that becomes 1.</summary>
    private (float Least, float Span) Mapping(int index)
    {
        (float least, float greatest) = Range(index);
        // A filter of zeros, or of equal weights, has no span of its own.
        if (Scale == FilterScale.Range)
            return (least, greatest > least ? greatest - least : 1);
        float extreme = Math.Max(Math.Abs(least), Math.Abs(greatest));
        return extreme > 0 ? (-extreme, 2 * extreme) : (-1, 2);
    }

    private static byte Level(float weight, float least, float span) => (byte)Math.Clamp((int)MathF.Round((weight - least) / span * 255), 0, 255);
}

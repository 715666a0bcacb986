using System.Collections.Immutable;
using CnnVulkan.Graphs;
using CnnVulkan.Kernels;
using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>
/// How the work on pictures N×C×… is shared where all elements of a channel belong together: what <c>channel_walk.glsl</c> walks, and the sums that
/// <c>channel_sums.glsl</c> leaves of it.
/// </summary>
internal sealed class ChannelParts
{
    /// <summary>Lanes of a workgroup on a GPU; the shared memory of <c>channel_sums.glsl</c> holds as many sums.</summary>
    private const int MaxLanes = 64;

    /// <summary>
    /// Vectors that a lane takes at least: what it loads of its channel then counts little. On a CPU driver, which starts workgroups one after the
    /// other, more.
    /// </summary>
    private const int MinSteps = 4, MinStepsOnCpu = 256;

    /// <summary>Workgroups of 64 lanes that keep one processor of a GPU busy with loads.</summary>
    private const int GroupsPerProcessor = 16;

    private readonly LoweringContext _context;
    private readonly ImmutableArray<(int Start, int Count, ChannelWalk Walk, int FirstSlot)> _ranges;

    /// <param name="context">The node.</param>
    /// <param name="views">The values N×C×… that are walked together, all in one layout.</param>
    public ChannelParts(LoweringContext context, params TensorView[] views)
    {
        _context = context;
        TensorView first = views[0];
        Channels = first.Shape[1];
        Pictures = first.Shape[0];
        Width = first.Layout == Layout.Nc4hw ? Layouts.Width : 1;
        Vectors = (Channels + Width - 1) / Width;
        Pixels = first.Shape.CountOf(2, first.Shape.Rank);
        // A CPU driver runs the lanes of a workgroup in turn, so many at a time: the fewer, the closer together are their reads, and nothing has to
        // be added up across them.
        Folds = !context.Traits.IsCpu;
        uint most = Math.Min(Folds ? MaxLanes : Math.Max(context.Limits.SubgroupSize, 4), context.Limits.MaxWorkgroupSize);
        Lanes = PowerOfTwo((int)Math.Min(most, MaxLanes), atMost: true);
        PixelLanes = Math.Min(Lanes, PowerOfTwo(Math.Max(Pixels, 1), atMost: false));
        var ranges = ImmutableArray.CreateBuilder<(int, int, ChannelWalk, int)>();
        foreach ((int start, int count) in context.SplitOuter(Pictures, views))
        {
            ChannelWalk walk = Split(count);
            ranges.Add((start, count, walk, Slots));
            Slots += (int)walk.Parts * (Folds ? 1 : Lanes);
        }
        _ranges = ranges.ToImmutable();
    }

    /// <summary>How many pictures there are.</summary>
    public int Pictures { get; }

    /// <summary>How many channels there are.</summary>
    public int Channels { get; }

    /// <summary>Elements of a channel of a picture.</summary>
    public int Pixels { get; }

    /// <summary>Channels that lie side by side.</summary>
    public int Width { get; }

    /// <summary>Vectors of so many channels.</summary>
    public int Vectors { get; }

    /// <summary>Channels with those that fill up the last vector.</summary>
    public int Filled => Vectors * Width;

    /// <summary>Elements of a channel of the batch, as a divisor.</summary>
    public float Count => (float)((double)Pictures * Pixels);

    /// <summary>Pairs of sums that are left for each vector of channels.</summary>
    public int Slots { get; }

    /// <summary>Invocations per workgroup.</summary>
    public int Lanes { get; }

    /// <summary>Of those, how many take pixels side by side.</summary>
    public int PixelLanes { get; }

    /// <summary>Whether a workgroup leaves one pair of sums; else each of its lanes does.</summary>
    public bool Folds { get; }

    /// <summary>Whether a workgroup adds up the sums of a channel.</summary>
    public bool Cooperative => Folds;

    /// <summary>Lanes of a workgroup that adds up sums, or takes a channel each.</summary>
    public uint TotalsLanes => (uint)Lanes;

    /// <summary>Invocations to add up the sums of all channels.</summary>
    public long TotalsInvocations => (long)Filled * (Cooperative ? Lanes : 1);

    /// <summary>Memory for the pairs of sums.</summary>
    public TensorView Sums() => _context.Scratch("sums", new TensorShape(Vectors, Slots, 2 * Width), StorageType.Float32);

    /// <summary>Memory for numbers of each channel, in vectors as the pictures lie.</summary>
    public TensorView Coefficients(int count) => _context.Scratch("coefficients", new TensorShape(Vectors, count, Width), StorageType.Float32);

    /// <summary>Adds a dispatch for each range of pictures that a binding can span.</summary>
    /// <param name="call">Makes it, from the range's first picture, how many there are, the walk and the first pair of sums.</param>
    public void Add(Func<int, int, ChannelWalk, int, ShaderCall> call)
    {
        foreach ((int start, int count, ChannelWalk walk, int slot) in _ranges)
            _context.Add(call(start, count, walk, slot));
    }

    /// <summary>Invocations for a range.</summary>
    public long Invocations(ChannelWalk walk) => Vectors * walk.Parts * Lanes;

    private ChannelWalk Split(int pictures)
    {
        long vectors = (long)pictures * Pixels;
        long parts = _context.Traits.IsCpu
            ? vectors / (Lanes * MinStepsOnCpu)
            : Math.Min(vectors / (Lanes * MinSteps), ((long)_context.Traits.Workgroups * GroupsPerProcessor + Vectors - 1) / Vectors);
        parts = Math.Max(parts, 1);
        int rows = Lanes / PixelLanes;
        int depth = (int)Math.Min((Math.Max(pictures / parts, 1) + rows - 1) / rows * rows, Math.Max(pictures, 1));
        int down = (pictures + depth - 1) / depth;
        // Fewer pictures than parts: those are shared out too.
        long spans = Math.Max(Math.Min(parts / Math.Max(down, 1), (Pixels + PixelLanes - 1) / PixelLanes), 1);
        long span = ((Pixels + spans - 1) / spans + PixelLanes - 1) / PixelLanes * PixelLanes;
        spans = Math.Max((Pixels + span - 1) / Math.Max(span, 1), 1);
        return new ChannelWalk(Vectors, Pixels, pictures, depth, Math.Max(span, 1), spans, Math.Max(down, 1) * spans);
    }

    private static int PowerOfTwo(int number, bool atMost)
    {
        int power = 1;
        while (atMost ? power * 2 <= number : power < number)
            power *= 2;
        return power;
    }
}

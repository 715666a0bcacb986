using CnnVulkan.Tensors;

namespace CnnVulkan.Operators;

/// <summary>What one item of <c>conv_weight_gradient.comp</c> computes, and how many items that makes.</summary>
internal sealed record ConvWeightGradientTile
{
    /// <summary>Lanes of a GPU that share an item.</summary>
    private const int GpuLanes = 64;

    /// <summary>Items that leave nobody idle on a CPU driver, and parts that a sum is cut into at most.</summary>
    private const int CpuItems = 64, MaxChunks = 64;

    /// <summary>Steps that a chunk takes at least: fewer, and adding up the lanes costs more than it saves.</summary>
    private const int MinSteps = 16;

    /// <summary>Invocations that share an item.</summary>
    public required int Lanes { get; init; }

    /// <summary>Vectors of output channels.</summary>
    public required int Outputs { get; init; }

    /// <summary>Vectors of input channels.</summary>
    public required int Inputs { get; init; }

    /// <summary>Taps of a row of the filter.</summary>
    public required int Taps { get; init; }

    /// <summary>Neighbouring pixels a lane takes in a step.</summary>
    public required int Pixels { get; init; }

    /// <summary>Channels of an input vector that each output channel meets.</summary>
    public required int Products { get; init; }

    /// <summary>Vectors of input channels of a group.</summary>
    public required int GroupInputs { get; init; }

    /// <summary>Vectors of output channels of a group.</summary>
    public required int GroupOutputs { get; init; }

    /// <summary>Tiles of input channels of a group.</summary>
    public required int InTiles { get; init; }

    /// <summary>Tiles of output channels, all groups together.</summary>
    public required int OutTiles { get; init; }

    /// <summary>Tiles of a row of the filter.</summary>
    public required int TapTiles { get; init; }

    /// <summary>Items for one chunk of the pixels.</summary>
    public required int Items { get; init; }

    /// <summary>Parts of an output row.</summary>
    public required int RowParts { get; init; }

    /// <summary>Sums of an item.</summary>
    public int Sums => Outputs * Layouts.Width * Inputs * Products * Taps;

    /// <summary>Whether vectors of channels meet vectors of channels, or each channel itself alone.</summary>
    public static bool Fits(ConvGeometry g)
        => g.IsPlanar && (g.Group == 1 || g.IsDepthwise || (g.GroupInputs % Layouts.Width == 0 && g.GroupOutputs % Layouts.Width == 0));

    /// <summary>The tile for a convolution.</summary>
    public static ConvWeightGradientTile For(ConvGeometry g, DeviceProfile device)
    {
        bool scalars = device.Traits.ReadsStorageInScalars;
        int groupInputs = g.IsDepthwise ? 1 : Layouts.Vectors(g.GroupInputs), groupOutputs = g.IsDepthwise ? 1 : Layouts.Vectors(g.GroupOutputs);
        int taps = g.Width.Kernel <= 5 ? g.Width.Kernel : 4;
        // On llvmpipe (two cores; processor time of 128 pictures): 64 to 64 channels at 8×8 took 17.3 ms in tiles of 2×2 vectors, 20.3 in 4×1, 21.3 in
        // 2×1 and 28 in 1×1, the forward pass 17.1; 16 to 16 at 32×32 took 27.9, 26.2, 30.8 and 35.8, forward 29.7; with 1×1 filters 4×2 was no worse.
        int inputs = !scalars || groupInputs == 1 || (taps > 1 && groupInputs < 8) ? 1 : 2;
        int outputs = g.IsDepthwise ? 1 : Divisor(groupOutputs, !scalars ? 1 : taps > 1 ? 4 / inputs : 4, g.Group == 1);
        int pixels = Enumerable.Range(0, 4).Select(i => 4 - i).OrderBy(p => (g.Width.Output + p - 1) / p * p * (1 + 0.25 / p)).First();
        int inTiles = (groupInputs + inputs - 1) / inputs, tapTiles = (g.Width.Kernel + taps - 1) / taps;
        int vectors = Layouts.Vectors(g.OutChannels), outTiles = (vectors + outputs - 1) / outputs;
        return new ConvWeightGradientTile
        {
            Lanes = scalars ? (int)device.Limits.SubgroupSize : GpuLanes,
            Outputs = outputs,
            Inputs = inputs,
            Taps = taps,
            Pixels = pixels,
            Products = g.IsDepthwise ? 1 : Math.Min(g.GroupInputs, Layouts.Width),
            GroupInputs = groupInputs,
            GroupOutputs = groupOutputs,
            InTiles = inTiles,
            OutTiles = outTiles,
            TapTiles = tapTiles,
            Items = checked(tapTiles * g.Height.Kernel * inTiles * outTiles),
            RowParts = (g.Width.Output + pixels - 1) / pixels,
        };
    }

    /// <summary>Steps over the pixels of some pictures.</summary>
    public int Steps(ConvGeometry g, int batch) => checked((int)(((long)batch * g.Height.Output * RowParts + Lanes - 1) / Lanes));

    /// <summary>How many chunks the pixels of some pictures fall into, and the steps of each: enough to fill the device.</summary>
    public (int Count, int Steps) Chunks(ConvGeometry g, int batch, DeviceProfile device)
    {
        int steps = Steps(g, batch), wanted = device.Traits.IsCpu ? CpuItems : 4 * device.Traits.Workgroups;
        int chunks = Math.Clamp(Math.Min((wanted + Items - 1) / Items, steps / MinSteps), 1, MaxChunks);
        int each = (steps + chunks - 1) / chunks;
        return ((steps + each - 1) / each, each);
    }

    /// <summary>How many of some vectors a tile takes, as even as can be; without a rest where tiles must not cross groups.</summary>
    private static int Divisor(int vectors, int most, bool rest)
    {
        if (rest)
        {
            int tiles = (vectors + most - 1) / most;
            return (vectors + tiles - 1) / tiles;
        }
        int divisor = Math.Min(vectors, most);
        while (vectors % divisor != 0)
            divisor--;
        return divisor;
    }
}

using System.Collections.Immutable;
using CnnVulkan.Analysis;

namespace CnnVulkan;

/// <summary>
/// Where on a picture a classifier looks: how probable it finds a class while a grey square covers each place in turn. Where the score
/// falls, it needed what was covered. After Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks" (2014), section 4.2.
/// </summary>
/// <param name="Class">The class watched, with its score on the whole picture.</param>
/// <param name="Width">Columns of what the network sees, after resizing and cropping; areas are in these pixels.</param>
/// <param name="Height">Rows of what the network sees.</param>
/// <param name="Square">The edge of the square, in pixels.</param>
/// <param name="Step">How far it moves between two places, in pixels.</param>
/// <param name="Scores">The class's score with the square at each place, row by row.</param>
public sealed record OcclusionMap(Prediction Class, int Width, int Height, int Square, int Step, ImmutableArray<float> Scores)
{
    /// <summary>How many places lie beside each other: one per started step.</summary>
    public int Columns => Places(Width, Step);

    /// <summary>How many places lie below each other.</summary>
    public int Rows => Places(Height, Step);

    /// <summary>How far the score falls with the square at a place; negative where it rises.</summary>
    /// <param name="row">From the top.</param>
    /// <param name="column">From the left.</param>
    public float Fall(int row, int column) => Class.Probability - Scores[row * Columns + column];

    /// <summary>What the square covers at a place: it is centred on a cell of one step, and cut off at the picture's border.</summary>
    /// <param name="row">From the top.</param>
    /// <param name="column">From the left.</param>
    public PixelArea Covered(int row, int column) => Covered(row, column, Square, Step).Within(Width, Height);

    /// <summary>Runs the network once per place and waits for it.</summary>
    /// <param name="model">A classifier of single pictures.</param>
    /// <param name="device">The device to run on.</param>
    /// <param name="image">The picture.</param>
    /// <param name="options">The square, its step, the class, the precision.</param>
    /// <param name="progress">Told how many places are done, of how many.</param>
    /// <param name="cancellation">Ends it between two runs.</param>
    /// <exception cref="ShapeException">
    /// The network is no classifier of single pictures or has no such class, or the square is larger than what it sees.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The square, the step or the batch is not positive.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static OcclusionMap Of(
        Model model,
        VisionDevice device,
        ImageView image,
        OcclusionOptions? options = null,
        IProgress<(int Done, int All)>? progress = null,
        CancellationToken cancellation = default)
    {
        using var run = new OcclusionRun(model, device, image, options ?? new OcclusionOptions());
        return run.Map(progress, cancellation);
    }

    internal static int Places(int extent, int step) => (extent + step - 1) / step;

    internal static PixelArea Covered(int row, int column, int square, int step)
        => new(column * step + (step - square) / 2, row * step + (step - square) / 2, square, square);
}

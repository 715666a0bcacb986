using System.Xml.Linq;
using CnnVulkan.Cli.Diagrams;
using CnnVulkan.Cli.Pictures;

namespace CnnVulkan.Tests.Cli.Diagrams;

public sealed class DiagramTests
{
    /// <summary>Edges start and end at the edge of a block; places are rounded to hundredths.</summary>
    private const double Near = 0.02;

    public static TheoryData<string> Networks => ["lenet5", "alexnet-original", "vgg16", "googlenet", "resnet18", "resnet50", "squeezenet1.1", "densenet121", "mobilenetv2"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void No_blocks_overlap_and_every_edge_joins_two(string name)
    {
        (IReadOnlyList<DiagramBlock> blocks, DiagramLayout layout) = LayOut(name);
        Assert.Equal(blocks.Count, layout.Blocks.Length);
        Assert.Equal(blocks.Sum(b => b.Inputs.Count), layout.Edges.Length);
        foreach (PlacedBlock block in layout.Blocks)
        {
            Assert.True(block.Left >= -Near && block.Top >= 0 && block.Right <= layout.Width + Near && block.Bottom <= layout.Height, $"{block} leaves the page");
            Assert.DoesNotContain(layout.Blocks, other => !ReferenceEquals(other, block)
                && other.Left < block.Right && block.Left < other.Right && other.Top < block.Bottom && block.Top < other.Bottom);
        }
        Dictionary<DiagramBlock, PlacedBlock> places = layout.Blocks.ToDictionary(b => b.Block, b => b, (IEqualityComparer<DiagramBlock>)ReferenceEqualityComparer.Instance);
        foreach (DiagramEdge edge in layout.Edges)
        {
            Assert.Equal(places[edge.From].Bottom, edge.Start.Y, Near);
            Assert.Equal(places[edge.To].Top, edge.End.Y, Near);
            Assert.InRange(edge.Start.X, places[edge.From].Left, places[edge.From].Right);
            Assert.InRange(edge.End.X, places[edge.To].Left, places[edge.To].Right);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void No_edge_runs_over_a_block(string name)
    {
        DiagramLayout layout = LayOut(name).Layout;
        foreach (DiagramEdge edge in layout.Edges)
        {
            foreach (DiagramPoint p in edge.Flatten())
            {
                Assert.DoesNotContain(layout.Blocks, b
                    => p.X > b.Left + Near && p.X < b.Right - Near && p.Y > b.Top + Near && p.Y < b.Bottom - Near);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Text_stays_inside_its_block_and_on_the_page(string name)
    {
        Drawing drawing = Draw(name);
        Drawing.Box[] boxes = [.. drawing.Shapes.OfType<Drawing.Box>().Where(b => b.Hint is not null)];
        Drawing.Text[] texts = [.. drawing.Shapes.OfType<Drawing.Text>()];
        Assert.All(texts, t => Assert.True(t.Left >= 0 && t.Left + t.Width <= drawing.Width && t.Top + PixelFont.Height * t.Scale <= drawing.Height, $"{t} leaves the page"));
        foreach (Drawing.Text text in texts)
        {
            foreach (Drawing.Box box in boxes.Where(b => text.Left < b.Left + b.Width && b.Left < text.Left + text.Width && text.Top < b.Top + b.Height && b.Top < text.Top + 7))
                Assert.True(text.Left >= box.Left && text.Left + text.Width <= box.Left + box.Width && text.Top >= box.Top && text.Top + 7 <= box.Top + box.Height, $"{text} leaves {box}");
            Assert.DoesNotContain(texts, other => !ReferenceEquals(other, text) && other.Left < text.Left + text.Width && text.Left < other.Left + other.Width
                && other.Top < text.Top + PixelFont.Height * text.Scale && text.Top < other.Top + PixelFont.Height * other.Scale);
        }
    }

    [Fact]
    public void What_moves_and_bends_nothing_new_goes_into_the_block_before_it()
    {
        CnnVulkan.Tests.Analysis.SmallNetwork model = new CnnVulkan.Tests.Analysis.SmallNetwork(1, 3, 8, 8).Conv("conv", [4, 3, 3, 3])
            .Layer("norm", "LRN", ("size", 5L)).Layer("bend", "ThresholdedRelu").Layer("row", "Flatten").Layer("same", "Identity").Layer("drop", "Dropout")
            .Layer("exp", "Exp");
        IReadOnlyList<DiagramBlock> blocks = NetworkBlocks.Of(model.Model, model.Summary, model.Inputs);
        Assert.Equal(["input", "conv 3×3", "exp"], blocks.Select(b => b.Label));
        Assert.Equal(["lrn", "thresholdedrelu", "dropout"], blocks[1].Followers);
    }

    [Fact]
    public void Convolutions_take_in_what_follows_them()
    {
        IReadOnlyList<DiagramBlock> blocks = LayOut("resnet50").Blocks;
        // 53 convolutions, 16 additions, max pool, global mean, dense, softmax, input.
        Assert.Equal(53 + 16 + 5, blocks.Count);
        Assert.Equal(["conv 7×7/2", "64×112×112", "+ bn relu"], blocks[1].Lines);
        Assert.Equal(12, LayOut("resnet50").Layout.Edges.Count(e => e.IsShortcut));
    }

    [Fact]
    public void Larger_layers_are_larger_blocks()
    {
        var small = new DiagramBlock("a", BlockKind.Convolution, "conv 3×3", new TensorShape(1, 64, 14, 14));
        Assert.True(new DiagramBlock("b", BlockKind.Convolution, "conv 3×3", new TensorShape(1, 512, 14, 14)).Width > small.Width);
        Assert.True(new DiagramBlock("c", BlockKind.Convolution, "conv 3×3", new TensorShape(1, 64, 112, 112)).Height > small.Height);
    }

    [Fact]
    public void Svg_has_every_block_and_survives_hostile_names()
    {
        var model = new CnnVulkan.Tests.Analysis.SmallNetwork(1, 3, 8, 8).Conv("<conv & \u0001>", [4, 3, 3, 3]);
        using var stream = new MemoryStream();
        SvgFile.Save(NetworkDrawing.Of(model.Model, model.Summary, model.Inputs), stream);
        stream.Position = 0;
        XElement svg = XDocument.Load(stream).Root!;
        XNamespace ns = svg.Name.Namespace;
        Assert.Equal(["picture: input, 3×8×8", "<conv & ?>: conv 3×3, 4×6×6"], svg.Descendants(ns + "title").Select(t => t.Value));
        Assert.Contains(svg.Descendants(ns + "text"), t => t.Value == "4×6×6");
    }

    [Fact]
    public void Png_and_svg_come_from_the_command()
    {
        using var folder = new TemporaryFolder();
        string model = CliModels.Classifier(folder);
        CliRun run = CliRun.Of("summary", model, "--png", folder["net.png"], "--svg", folder["net.svg"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        ImageView png = PictureFile.Load(folder["net.png"]);
        Assert.True(png.Width > 1000 && png.Height > 400);
        Assert.Contains("global mean", File.ReadAllText(folder["net.svg"]));
        CliRun.Fails(["summary", model, "--png", Path.Combine(folder["none"], "net.png")], "does not exist");
    }

    private static (IReadOnlyList<DiagramBlock> Blocks, DiagramLayout Layout) LayOut(string name)
    {
        (Model model, ModelSummary summary, Dictionary<string, TensorShape> inputs) = Summarize(name);
        IReadOnlyList<DiagramBlock> blocks = NetworkBlocks.Of(model, summary, inputs);
        return (blocks, DiagramLayout.Of(blocks));
    }

    private static Drawing Draw(string name)
    {
        (Model model, ModelSummary summary, Dictionary<string, TensorShape> inputs) = Summarize(name);
        return NetworkDrawing.Of(model, summary, inputs);
    }

    private static (Model Model, ModelSummary Summary, Dictionary<string, TensorShape> Inputs) Summarize(string name)
    {
        Model model = NetworkCatalog.Create(name, new NetworkOptions { Initialization = WeightInitialization.None });
        var inputs = new Dictionary<string, TensorShape> { [model.Inputs[0].Name] = new([1, .. NetworkCatalog.Find(name)!.Input.Dimensions]) };
        return (model, ModelSummary.Of(model, inputs), inputs);
    }
}

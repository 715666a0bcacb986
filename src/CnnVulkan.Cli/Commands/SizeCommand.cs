using System.CommandLine;
using System.Globalization;
using CnnVulkan.Cli.Output;
using CnnVulkan.Operators;

namespace CnnVulkan.Cli.Commands;

/// <summary>Answers how many places a filter takes: (W - F + 2P) / S + 1.</summary>
internal sealed class SizeCommand : ToolCommand
{
    private readonly Argument<int> _input = new("W") { Description = "The input's extent along the axis." };
    private readonly Option<int> _filter = new("--filter") { Description = "The filter's extent F.", Required = true, HelpName = "F" };
    private readonly Option<int> _stride = Number("--stride", "S", 1, "How far the filter moves.");
    private readonly Option<int> _pad = Number("--pad", "P", 0, "Zeros added at each end.");
    private readonly Option<int> _dilation = Number("--dilation", "D", 1, "How far apart the elements lie that the filter takes.");

    public SizeCommand(CommonOptions common, CancellationToken interrupt)
        : base("size", "Work out the output size of a convolution or pool along one axis: (W - F + 2P) / S + 1.", common, interrupt)
    {
        Arguments.Add(_input);
        foreach (Option<int> option in new[] { _filter, _stride, _pad, _dilation })
            Options.Add(option);
    }

    protected override int Execute(CommandContext context)
    {
        WindowAxis floor = Resolve(context, WindowRounding.Floor), ceil = Resolve(context, WindowRounding.Ceil);
        if (context.Json)
            context.WriteJson(json => Describe(json, floor, ceil));
        else
            Print(context.Output, floor, ceil);
        return 0;
    }

    private WindowAxis Resolve(CommandContext context, WindowRounding rounding)
    {
        int extent = context.Get(_input), pad = context.Get(_pad);
        if (extent < 1)
            throw new CommandException($"An input of extent {extent} is given; it must be at least 1.");
        var window = new SlidingWindow(
            [context.Get(_filter)], [context.Get(_stride)], [pad], [pad], [context.Get(_dilation)], rounding: rounding);
        return window.Resolve(new TensorShape(1, 1, extent))[0];
    }

    private static void Print(TextWriter output, WindowAxis floor, WindowAxis ceil)
    {
        string exact = Exact(floor).ToString("0.##", CultureInfo.InvariantCulture);
        string filter = floor.Dilation == 1 ? $"{floor.Kernel}" : $"{floor.Extent}";
        string formula = $"({floor.Input} - {filter} + 2·{floor.PadBegin}) / {floor.Stride} + 1";
        if (floor.Dilation > 1)
            output.WriteLine($"A filter of {floor.Kernel} with dilation {floor.Dilation} spans ({floor.Kernel} - 1)·{floor.Dilation} + 1 = {floor.Extent}.");
        if (Rest(floor) == 0)
        {
            output.WriteLine($"{formula} = {floor.Output}");
            return;
        }
        output.WriteLine($"{formula} = {exact}: the filter does not fit a whole number of times.");
        output.WriteLine($"Floor mode gives {floor.Output}: the last {Rest(floor)} of the padded input {(Rest(floor) == 1 ? "is" : "are")} left out.");
        output.WriteLine(ceil.Output > floor.Output
            ? $"Ceil mode gives {ceil.Output}: the last window reaches {floor.Stride - Rest(floor)} past the padded input."
            : $"Ceil mode gives {ceil.Output} too: one more window would lie in the padding and see nothing.");
    }

    private static void Describe(System.Text.Json.Utf8JsonWriter json, WindowAxis floor, WindowAxis ceil)
    {
        json.WriteStartObject();
        json.WriteNumber("input", floor.Input);
        json.WriteNumber("filter", floor.Kernel);
        json.WriteNumber("stride", floor.Stride);
        json.WriteNumber("pad", floor.PadBegin);
        json.WriteNumber("dilation", floor.Dilation);
        json.WriteReal("exact", Exact(floor), digits: 4);
        json.WriteBoolean("fits", Rest(floor) == 0);
        json.WriteNumber("floor", floor.Output);
        json.WriteNumber("ceil", ceil.Output);
        json.WriteEndObject();
    }

    private static long Slack(WindowAxis axis) => (long)axis.Input + axis.PadBegin + axis.PadEnd - axis.Extent;

    private static long Rest(WindowAxis axis) => Slack(axis) % axis.Stride;

    private static double Exact(WindowAxis axis) => (double)Slack(axis) / axis.Stride + 1;

    private static Option<int> Number(string name, string symbol, int fallback, string description)
        => new(name) { Description = description, HelpName = symbol, DefaultValueFactory = _ => fallback };
}

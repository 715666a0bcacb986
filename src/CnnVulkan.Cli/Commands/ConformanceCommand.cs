using System.CommandLine;
using System.Text.Json;
using CnnVulkan.Cli.Conformance;

namespace CnnVulkan.Cli.Commands;

/// <summary>Runs ONNX backend tests.</summary>
internal sealed class ConformanceCommand : ToolCommand
{
    private readonly Argument<string[]> _folders = new("DIR")
    {
        Description = "Folders that hold ONNX backend tests: model.onnx beside test_data_set_N with input_K.pb and output_K.pb.",
        Arity = ArgumentArity.OneOrMore,
    };

    public ConformanceCommand(CommonOptions common, CancellationToken interrupt)
        : base("conformance", "Run ONNX backend tests (relative tolerance 1e-3, absolute 1e-5) and tell each failure.", common, interrupt)
        => Arguments.Add(_folders);

    protected override int Execute(CommandContext context)
    {
        ConformanceCase[] cases = [.. context.Get(_folders).SelectMany(ConformanceCase.Find)];
        var counts = new Dictionary<ConformanceOutcome, int>();
        foreach (ConformanceCase test in cases)
        {
            context.Interrupt.ThrowIfCancellationRequested();
            ConformanceResult result = test.Run(context.Device);
            counts[result.Outcome] = counts.GetValueOrDefault(result.Outcome) + 1;
            Tell(context, result);
        }
        (int passed, int failed, int unsupported) = (Count(ConformanceOutcome.Passed), Count(ConformanceOutcome.Failed), Count(ConformanceOutcome.Unsupported));
        if (context.Json)
            context.WriteJson(json => DescribeTotals(json, passed, failed, unsupported));
        else
            context.Output.WriteLine($"{passed} passed, {failed} failed, {unsupported} unsupported");
        return failed == 0 ? 0 : 1;

        int Count(ConformanceOutcome outcome) => counts.GetValueOrDefault(outcome);
    }

    private static void Tell(CommandContext context, ConformanceResult result)
    {
        if (context.Json)
            context.WriteJson(json => Describe(json, result));
        else if (result.Outcome != ConformanceOutcome.Passed)
            context.Output.WriteLine($"{result.Outcome.ToString().ToLowerInvariant()}: {result.Case.Name}: {result.Detail}");
    }

    private static void Describe(Utf8JsonWriter json, ConformanceResult result)
    {
        json.WriteStartObject();
        json.WriteString("test", result.Case.Name);
        json.WriteString("result", result.Outcome.ToString().ToLowerInvariant());
        if (result.Detail.Length > 0)
            json.WriteString("detail", result.Detail);
        json.WriteEndObject();
    }

    private static void DescribeTotals(Utf8JsonWriter json, int passed, int failed, int unsupported)
    {
        json.WriteStartObject();
        json.WriteNumber("passed", passed);
        json.WriteNumber("failed", failed);
        json.WriteNumber("unsupported", unsupported);
        json.WriteEndObject();
    }
}

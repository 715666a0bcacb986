using System.Text.Json;
using Spectre.Console;

namespace CnnVulkan.Cli.Output;

/// <summary>What a check of a device's kernels found, for people and for machines.</summary>
internal static class SelfCheckText
{
    public static void Print(CommandContext context, SelfCheckReport report)
    {
        var table = new Table().NoBorder().HideHeaders().AddColumn("").AddColumn("").AddColumn("");
        foreach (IGrouping<string, KernelCheck> operation in report.Checks.GroupBy(c => c.Operation))
        {
            IEnumerable<string> kernels = operation.Select(c => c.Kernel).Distinct();
            string outcome = operation.All(c => c.IsRight) ? "right" : $"{operation.Count(c => !c.IsRight)} of {operation.Count()} WRONG";
            table.AddRow(new Text("  " + operation.Key), new Text(outcome), new Text(string.Join(", ", kernels)));
        }
        context.Output.WriteLine(FormattableString.Invariant(
            $"  check: {report.Checks.Count(c => c.IsRight)} of {report.Checks.Length} kernels compute what they should ({report.Duration.TotalSeconds:0.00} s)"));
        context.WriteTable(table);
        foreach (KernelFault fault in report.Faults)
            context.Output.WriteLine($"  WRONG: {fault}");
        if (!report.IsRight)
            context.Output.WriteLine("  Networks avoid these kernels from now on, and are refused where nothing stands in for one. A newer driver may not have the fault.");
    }

    public static void Write(Utf8JsonWriter json, SelfCheckReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("seconds", Math.Round(report.Duration.TotalSeconds, 3));
        json.WriteBoolean("right", report.IsRight);
        json.WriteStartArray("kernels");
        foreach (KernelCheck check in report.Checks)
        {
            json.WriteStartObject();
            json.WriteString("operation", check.Operation);
            json.WriteString("kernel", check.Kernel);
            json.WriteString("variant", check.Variant);
            json.WriteString("observed", check.Observed);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("faults");
        foreach (KernelFault fault in report.Faults)
            json.WriteStringValue(fault.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

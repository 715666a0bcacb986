using CnnVulkan.GpuTests.Harness;
using CnnVulkan.Graphs;
using CnnVulkan.Operators;
using CnnVulkan.Tests.Fuzz;

namespace CnnVulkan.GpuTests.Fuzz;

/// <summary>Operators drawn at random, with random attributes and shapes, against the naive loops.</summary>
public class OperatorFuzzTests
{
    private static readonly Action<Dice>[] Cases = [.. SpatialCases.All, .. ArrangingCases.All, .. MathCases.All];

    [SkippableFact]
    public void Random_operators_agree_with_the_reference()
    {
        _ = GpuFixture.Device;
        // Round by round through all the cases, so that few rounds still see most.
        Dice.Play(Cases.Length, seed =>
        {
            try
            {
                Cases[seed % Cases.Length](new Dice(seed));
                return null;
            }
            catch (Exception error) when (error is not SkipException)
            {
                return error.ToString();
            }
        });
    }

    /// <summary>The operator a file's node makes.</summary>
    internal static Operator Make(string type, int opset, int inputs, int outputs, params (string Name, object? Value)[] attributes)
        => OperatorCatalog.Factories[type](
            new NodeAttributes(type, opset, inputs, outputs, attributes.Where(a => a.Value is not null).ToDictionary(a => a.Name, a => a.Value!)));

    internal static long[] Longs(IEnumerable<int> values) => [.. values.Select(v => (long)v)];
}

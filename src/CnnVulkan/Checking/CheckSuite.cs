using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Tensors;

namespace CnnVulkan.Checking;

/// <summary>All cases for a device, and which kernels each of them runs. Needs no GPU.</summary>
internal sealed class CheckSuite
{
    /// <summary>Arranges weights for all algorithms of convolutions.</summary>
    public const string Arranging = "conv_weights";

    private CheckSuite(IReadOnlyList<(CheckCase Case, string[] Kernels)> cases) => Cases = cases;

    /// <summary>Each case with the kernels it is computed by, as <see cref="KernelOf"/> names them.</summary>
    public IReadOnlyList<(CheckCase Case, string[] Kernels)> Cases { get; }

    /// <summary>Gathers what a device would run.</summary>
    /// <param name="profile">The device, as if nothing were wrong with it.</param>
    /// <param name="precision">How reals are stored.</param>
    public static CheckSuite Of(DeviceProfile profile, Precision precision)
    {
        var list = new CheckCaseList(profile, precision);
        ProductCases.Add(list);
        FamilyCases.Add(list);
        MovementCases.Add(list);
        Plan plan = PlanOf(list.Cases, profile, precision);
        ILookup<string, Dispatch> dispatches = plan.Dispatches.ToLookup(d => d.Name);
        return new CheckSuite([.. list.Cases.Select(c => (c, Kernels(c, dispatches[c.Node.Name]))).Where(c => c.Item2.Length > 0)]);
    }

    /// <summary>A plan that runs cases beside each other.</summary>
    public static Plan PlanOf(IReadOnlyList<CheckCase> cases, DeviceProfile profile, Precision precision)
        => new Planner(profile, precision, new CheckChoices(cases)).Lower(CheckCase.GraphOf(cases));

    /// <summary>What a plan runs: shader, variant, and the algorithm that it is a part of, if any. One that prepares for several is of none.</summary>
    public static string KernelOf(Dispatch dispatch)
        => $"{dispatch.Kernel.Shader}.{dispatch.Variant}{(dispatch.Way is { } way && dispatch.Kernel.Shader != Arranging ? $" {way.Algorithm}" : "")}";

    private static string[] Kernels(CheckCase checkCase, IEnumerable<Dispatch> dispatches)
        => [.. dispatches.Where(d => checkCase.Preparation is null || d.Kernel.Shader == checkCase.Preparation).Select(KernelOf).Distinct()];
}

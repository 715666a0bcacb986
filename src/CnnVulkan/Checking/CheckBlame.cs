namespace CnnVulkan.Checking;

/// <summary>Which kernels are to blame for the cases that came out wrong.</summary>
internal static class CheckBlame
{
    /// <param name="outcomes">Each case with the kernels it checks, and what was wrong with it; null where nothing was.</param>
    /// <param name="known">What is known to be wrong from before.</param>
    /// <returns>What is wrong besides.</returns>
    public static KernelFault[] Of(IReadOnlyList<(CheckCase Case, string[] Kernels, string? Observed)> outcomes, IReadOnlyCollection<KernelFault> known)
    {
        HashSet<string> proven = [.. outcomes.Where(o => o.Observed is null).SelectMany(o => o.Kernels).Select(Shader)];
        Dictionary<(string, string, string), KernelFault> faults = known.ToDictionary(f => (f.Operation, f.Kernel, f.Variant));
        // Algorithms first: what prepares for one that is wrong cannot be seen to be right.
        foreach ((CheckCase wrong, string[] kernels, string? observed) in outcomes.OrderBy(o => o.Case.Algorithm is null))
        {
            if (observed is null || (wrong is { Preparation: not null, Way: { } way } && faults.ContainsKey((wrong.Operation, way.Algorithm, wrong.Variant))))
                continue;
            if (wrong.Algorithm is { } algorithm)
            {
                Blame(wrong.Operation, algorithm, wrong.Variant, observed);
                continue;
            }
            // Of several shaders those that came out right elsewhere are not it.
            string[] shaders = [.. kernels.Select(Shader).Distinct()];
            string[] suspects = [.. shaders.Where(s => !proven.Contains(s))];
            foreach (string shader in suspects.Length > 0 ? suspects : shaders)
                Blame(wrong.Operation, shader[..shader.IndexOf('.')], shader[(shader.IndexOf('.') + 1)..], observed);
        }
        return [.. faults.Values.Except(known)];

        void Blame(string operation, string kernel, string variant, string observed)
            => faults.TryAdd((operation, kernel, variant), new KernelFault(operation, kernel, variant, observed));
    }

    /// <summary>Shader and variant, without the algorithm behind them.</summary>
    private static string Shader(string kernel) => kernel.Split(' ')[0];
}

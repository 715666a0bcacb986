namespace CnnVulkan.Checking;

/// <summary>Which kernels are to blame for the cases that came out wrong.</summary>
internal static class CheckBlame
{
    /// <param name="outcomes">Each case with the kernels it ran, and what was wrong with it; null where nothing was.</param>
    public static IEnumerable<KernelFault> Of(IReadOnlyList<(CheckCase Case, string[] Kernels, string? Observed)> outcomes)
    {
        HashSet<string> proven = [.. outcomes.Where(o => o.Observed is null).SelectMany(o => o.Kernels).Select(Shader)];
        var faults = new Dictionary<(string Operation, string Kernel, string Variant), KernelFault>();
        foreach ((CheckCase wrong, string[] kernels, string? observed) in outcomes)
        {
            if (observed is null)
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
        return faults.Values;

        void Blame(string operation, string kernel, string variant, string observed)
            => faults.TryAdd((operation, kernel, variant), new KernelFault(operation, kernel, variant, observed));
    }

    /// <summary>Shader and variant, without the algorithm behind them.</summary>
    private static string Shader(string kernel) => kernel.Split(' ')[0];
}

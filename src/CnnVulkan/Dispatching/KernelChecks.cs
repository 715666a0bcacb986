using System.Collections.Immutable;
using System.Diagnostics;
using CnnVulkan.Checking;
using CnnVulkan.Plans;
using CnnVulkan.Vulkan;
using Microsoft.Extensions.Logging;

namespace CnnVulkan.Dispatching;

/// <summary>
/// Which kernels of a device are right: run on known answers when a plan first needs them on this driver, and remembered. All at once takes seconds on
/// a CPU driver, those of one network some tenths. Thread-safe.
/// </summary>
internal sealed class KernelChecks
{
    private readonly object _lock = new();
    private readonly VisionDevice _device;
    private readonly bool _isAutomatic;
    private readonly CheckVerdict _verdict;
    private readonly Dictionary<Precision, CheckSuite> _suites = [];
    private DeviceProfile _profile;

    /// <param name="device">The device.</param>
    /// <param name="cacheDirectory">Where verdicts are remembered; null for nowhere, and then nothing is checked that nobody asks for.</param>
    /// <param name="isAutomatic">Whether kernels are checked when they are first needed.</param>
    public KernelChecks(VisionDevice device, string? cacheDirectory, bool isAutomatic)
    {
        _device = device;
        _isAutomatic = isAutomatic && cacheDirectory is not null;
        _verdict = new CheckVerdict(cacheDirectory, device.Vulkan.Facts, device.Logger);
        _profile = device.Info.Profile with { Faults = _verdict.Faults };
        Warn(_verdict.Faults);
    }

    /// <summary>The device with all that is known to be wrong with it.</summary>
    public DeviceProfile Profile => Volatile.Read(ref _profile);

    /// <summary>How many cases were run here, for tests.</summary>
    public int CasesRun { get; private set; }

    private DeviceProfile Faultless => _profile with { Faults = [] };

    /// <summary>Checks what a plan runs and was not checked yet on this driver; whether something of it is wrong, so that it must be planned anew.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="queue">The queue that it is for; null for the device's first. No other is submitted to.</param>
    public bool FindsFaultIn(Plan plan, DeviceQueue? queue)
    {
        // Nobody waits for another's check who has nothing to be checked.
        if (!_isAutomatic || Unknown(plan).Count == 0)
            return false;
        lock (_lock)
        {
            HashSet<string> unknown = Unknown(plan);
            return unknown.Count > 0 && Check(plan.Precision, c => c.Kernels.Any(unknown.Contains), unknown, queue);
        }
    }

    /// <summary>Checks all that was not checked yet on this driver, where kernels are checked by themselves: before they are chosen by their speed.</summary>
    public void CheckAll(Precision precision)
    {
        if (!_isAutomatic)
            return;
        lock (_lock)
            Check(precision, c => c.Kernels.Any(k => !_verdict.Knows(k)), [], null);
    }

    /// <summary>Checks everything anew, and forgets what was known.</summary>
    public SelfCheckReport Run()
    {
        lock (_lock)
        {
            long start = Stopwatch.GetTimestamp();
            Precision[] precisions = _device.Limits.Storage16Bit ? [Precision.Float32, Precision.Float16] : [Precision.Float32];
            List<(CheckCase Case, string[] Kernels, string? Observed)> outcomes = [.. precisions.SelectMany(p => Outcomes(p, _ => true, null))];
            KernelFault[] found = CheckBlame.Of(outcomes, []);
            var ran = outcomes.SelectMany(o => o.Kernels).ToHashSet();
            // Of kernels that cannot run here, for want of a feature that a host did not enable, what was known stays known.
            ImmutableArray<KernelFault> faults = [.. found, .. _verdict.Faults.Where(f => !_device.Limits.Storage16Bit && f.Variant.StartsWith("f16", StringComparison.Ordinal))];
            Settle(ran, faults, found);
            return new SelfCheckReport
            {
                Device = _profile.Name,
                Driver = _profile.Driver,
                Checks = [.. outcomes.Select(o => KernelCheck.Of(o.Case, o.Observed)).Distinct()],
                Faults = faults,
                Duration = TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency),
            };
        }
    }

    private HashSet<string> Unknown(Plan plan) => [.. plan.Dispatches.Where(d => d.Kernel.Source is null).Select(CheckSuite.KernelOf).Where(k => !_verdict.Knows(k))];

    private bool Check(Precision precision, Func<(CheckCase Case, string[] Kernels), bool> which, IReadOnlyCollection<string> kernels, DeviceQueue? queue)
    {
        (CheckCase Case, string[] Kernels, string? Observed)[] outcomes = [.. Outcomes(precision, which, queue)];
        if (outcomes.Length == 0 && kernels.Count == 0)
            return false;
        KernelFault[] found = CheckBlame.Of(outcomes, _verdict.Faults);
        Settle(kernels.Concat(outcomes.SelectMany(o => o.Kernels)), [.. _verdict.Faults, .. found], found);
        return found.Length > 0;
    }

    private List<(CheckCase Case, string[] Kernels, string? Observed)> Outcomes(Precision precision, Func<(CheckCase Case, string[] Kernels), bool> which, DeviceQueue? queue)
    {
        if (!_suites.TryGetValue(precision, out CheckSuite? suite))
            _suites[precision] = suite = CheckSuite.Of(Faultless, precision);
        (CheckCase Case, string[] Kernels)[] chosen = [.. suite.Cases.Where(which)];
        CasesRun += chosen.Length;
        string?[] observed = chosen.Length == 0 ? [] : CheckRun.Run(_device, [.. chosen.Select(c => c.Case)], Faultless, precision, queue);
        return [.. chosen.Select((c, i) => (c.Case, c.Kernels, observed[i]))];
    }

    private void Settle(IEnumerable<string> kernels, ImmutableArray<KernelFault> faults, IEnumerable<KernelFault> found)
    {
        _verdict.Settle(kernels, faults);
        Volatile.Write(ref _profile, _profile with { Faults = faults });
        Warn(found);
    }

    private void Warn(IEnumerable<KernelFault> faults)
    {
        foreach (KernelFault fault in faults)
        {
            _device.Logger.LogWarning(
                "{Device} (driver {Driver}) computes wrong: {Fault}. Networks avoid it where they can; a newer driver may not have the fault.", _profile.Name, _profile.Driver, fault);
        }
    }
}

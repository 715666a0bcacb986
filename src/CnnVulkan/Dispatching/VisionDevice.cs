using CnnVulkan.Dispatching;
using CnnVulkan.Files;
using CnnVulkan.Kernels;
using CnnVulkan.Plans;
using CnnVulkan.Tuning;
using CnnVulkan.Vulkan;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Silk.NET.Vulkan;

namespace CnnVulkan;

/// <summary>
/// A GPU that networks run on: created here, or borrowed from a host that draws with it. Workers are made on it and disposed before it.
/// Thread-safe: several workers may run on several threads over one device.
/// </summary>
public sealed class VisionDevice : IDisposable
{
    private readonly object _lock = new();
    private readonly List<IDisposable> _dependents = [];
    // What this device is made of, in the order it was made.
    private readonly Stack<IDisposable> _owned;
    private readonly VulkanInstance _instance;
    private bool _disposed;

    private VisionDevice(VulkanInstance instance, VulkanDevice vulkan, Stack<IDisposable> owned, string? cacheDirectory, VisionDeviceOptions options)
    {
        _instance = instance;
        _owned = owned;
        Vulkan = vulkan;
        vulkan.Patience = options.Patience;
        Logger = options.Logger ?? NullLogger.Instance;
        Allocator = Own(new GpuAllocator(vulkan));
        PipelineCache = Own(new GpuPipelineCache(vulkan, cacheDirectory, Logger));
        Shaders = Own(new ShaderLibrary(new SpirvCache(cacheDirectory, Logger), options.ShaderReplacement));
        Pipelines = Own(new PipelineLibrary(vulkan, Shaders, PipelineCache));
        Weights = new WeightStore(this);
        Completions = Own(new CompletionWatch());
        Tuning = new TuningCache(cacheDirectory, vulkan.Facts, Logger);
        Checks = new KernelChecks(this, cacheDirectory, options.SelfCheck);
    }

    /// <summary>The name the driver gives it.</summary>
    public string Name => Vulkan.Facts.Info.Name;

    /// <summary>What is known of it.</summary>
    public VisionDeviceInfo Info => Vulkan.Facts.Info;

    /// <summary>What it can do.</summary>
    public DeviceLimits Limits => Profile.Limits;

    /// <summary>What is fast on it.</summary>
    public DeviceTraits Traits => Profile.Traits;

    /// <summary>All that planning takes of it, with what is known to be wrong with it.</summary>
    public DeviceProfile Profile => Checks.Profile;

    /// <summary>
    /// Kernels that compute something wrong here, as far as they were checked: all by <see cref="SelfCheck"/>, else those that a network was planned with
    /// (<see cref="VisionDeviceOptions.SelfCheck"/>). Networks avoid them.
    /// </summary>
    public IReadOnlyList<KernelFault> Faults => Profile.Faults;

    /// <summary>Bytes of GPU memory that workers on this device hold now.</summary>
    public long AllocatedBytes => Allocator.CurrentBytes;

    /// <summary>The most bytes of GPU memory that workers on this device ever held at once.</summary>
    public long PeakAllocatedBytes => Allocator.PeakBytes;

    /// <summary>
    /// Bytes of GPU memory that are free now. As the driver tells it (<c>VK_EXT_memory_budget</c>), so without what other programs hold; where it does not
    /// tell, the size of the memory without what this device holds.
    /// </summary>
    public long AvailableBytes => Allocator.FreeBytes;

    /// <summary>How many Vulkan objects the library holds on this device now: the same after the same work, or something leaks.</summary>
    public int LiveObjects => Vulkan.Objects.Live;

    /// <summary>What the validation layers have said; empty where they are off, and should be where they are on.</summary>
    public IReadOnlyList<string> ValidationMessages => _instance.Messages;

    internal VulkanDevice Vulkan { get; }

    internal GpuAllocator Allocator { get; }

    internal GpuPipelineCache PipelineCache { get; }

    internal ShaderLibrary Shaders { get; }

    internal PipelineLibrary Pipelines { get; }

    /// <summary>Which way layers are computed on this device, where something knows better than their rules.</summary>
    internal TuningCache Tuning { get; }

    /// <summary>Which kernels are right here.</summary>
    internal KernelChecks Checks { get; }

    /// <summary>Completes the tasks of those who await what runs here.</summary>
    internal CompletionWatch Completions { get; }

    /// <summary>The weights that workers on this device share.</summary>
    internal WeightStore Weights { get; }

    internal ILogger Logger { get; }

    /// <summary>Creates a device.</summary>
    /// <exception cref="NoVulkanDeviceException">There is no loader, no driver or no device that fits: says what was tried.</exception>
    /// <exception cref="ValidationLayerMissingException">Validation is asked for, but the layer is not installed.</exception>
    public static VisionDevice Create(VisionDeviceOptions? options = null)
    {
        options ??= new VisionDeviceOptions();
        ILogger logger = options.Logger ?? NullLogger.Instance;
        bool validation = options.Validation ?? Environment.GetEnvironmentVariable("CNNVULKAN_VALIDATION") == "1";
        return Build(options, owned =>
        {
            VulkanInstance instance = VulkanInstance.Create(validation, logger);
            owned.Push(instance);
            PhysicalDeviceFacts[] devices = Read(instance);
            VisionDeviceInfo chosen = DeviceChoice.Choose(devices.Select(d => d.Info).ToArray(), Wanted(options));
            VulkanDevice device = VulkanDevice.Create(instance, devices.Single(d => d.Info.Index == chosen.Index));
            owned.Push(device);
            return (instance, device);
        });
    }

    /// <summary>Uses a device that a host made; nothing of the host's is ever destroyed. Only what the host says it enabled is used.</summary>
    /// <param name="handles">The host's handles; they outlive this object.</param>
    /// <param name="options">The cache directory, the logger and the check of kernels; the rest does not apply.</param>
    /// <exception cref="NoVulkanDeviceException">There is no loader, and the host gave no <c>vkGetInstanceProcAddr</c>.</exception>
    /// <exception cref="UnsupportedDeviceException">The device cannot be used as it is; all that is missing is listed.</exception>
    /// <exception cref="ArgumentException">Handles are null, or contradict what the device is; all of it is listed.</exception>
    public static VisionDevice Borrow(BorrowedHandles handles, VisionDeviceOptions? options = null)
    {
        BorrowCheck.Handles(handles);
        return Build(options ?? new VisionDeviceOptions(), owned =>
        {
            VulkanInstance instance = VulkanInstance.Borrow(handles.Instance, handles.GetInstanceProcAddr);
            owned.Push(instance);
            PhysicalDeviceFacts facts = PhysicalDeviceReader.Read(
                instance.Api,
                new PhysicalDevice { Handle = handles.PhysicalDevice },
                0,
                Vk.MakeVersion((uint)handles.ApiVersion.Major, (uint)handles.ApiVersion.Minor),
                handles.Queues[0].FamilyIndex);
            BorrowCheck.Device(facts, instance.Api, handles);
            VulkanDevice device = VulkanDevice.Borrow(instance, facts.Enabled(handles.EnabledFeatures), new Device { Handle = handles.Device }, handles.Queues);
            owned.Push(device);
            return (instance, device);
        });
    }

    /// <summary>Lists the Vulkan devices of this machine, usable or not, and which one would be used.</summary>
    /// <exception cref="NoVulkanDeviceException">There is no loader or no driver.</exception>
    public static IReadOnlyList<VisionDeviceInfo> Enumerate(VisionDeviceOptions? options = null)
    {
        using VulkanInstance instance = VulkanInstance.Create(false, NullLogger.Instance);
        VisionDeviceInfo[] devices = Read(instance).Select(f => f.Info).ToArray();
        int chosen = -1;
        try
        {
            chosen = DeviceChoice.Choose(devices, Wanted(options)).Index;
        }
        catch (NoVulkanDeviceException) when (devices.Length > 0)
        {
            // None would be used; the list says why.
        }
        return devices.Select(d => d with { WouldBeUsed = d.Index == chosen }).ToArray();
    }

    /// <summary>
    /// Runs every kernel that this device would use on small inputs and compares what comes out with what the CPU makes of them: every algorithm of
    /// convolutions and matrix products, and each family of shaders, in each layout and precision. What is wrong is logged, stands in <see cref="Faults"/>, is
    /// remembered in the cache directory for this driver, and nothing is planned with it from then on; networks made before go on as they are. Takes some
    /// seconds on a CPU driver. Any thread.
    /// </summary>
    /// <exception cref="DeviceLostException">A kernel has hung the GPU.</exception>
    public SelfCheckReport SelfCheck() => Checks.Run();

    /// <summary>Waits for the GPU and frees everything, workers that are still there included.</summary>
    public void Dispose()
    {
        IDisposable[] dependents;
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            dependents = [.. _dependents];
        }
        foreach (IGoesFirst dependent in dependents.OfType<IGoesFirst>())
            dependent.Dispose();
        // What was made last may use what was made before.
        for (int i = dependents.Length - 1; i >= 0; i--)
            dependents[i].Dispose();
        try
        {
            PipelineCache.Save();
        }
        catch (VulkanException error)
        {
            Logger.LogWarning("The pipeline cache was not saved: {Reason}", error.Message);
        }
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    /// <summary>Makes a plan of kernels that are right here, checking those first that no plan had before.</summary>
    /// <param name="precision">How reals are stored.</param>
    /// <param name="plan">Makes it.</param>
    /// <param name="queue">The queue that it is for; null for the first.</param>
    /// <exception cref="UnsupportedDeviceException">It needs what no kernel computes right here.</exception>
    internal Plan MakePlan(Precision precision, Func<Planner, Plan> plan, DeviceQueue? queue = null)
    {
        while (true)
        {
            DeviceProfile profile = Profile;
            Plan made = plan(new Planner(profile, precision, Tuning.Choices));
            // What is found wrong, by whomever, is left out of the next one, which may run others that were not checked yet.
            if (!Checks.FindsFaultIn(made, queue) && profile.Faults.Length == Profile.Faults.Length)
                return made;
        }
    }

    /// <exception cref="UnsupportedDeviceException">The device cannot store reals like that.</exception>
    internal void Check(Precision precision)
    {
        if (precision == Precision.Float16 && !Limits.Storage16Bit)
            throw new UnsupportedDeviceException($"{Name} has no 16-bit storage buffers, which Precision.Float16 needs. Use Precision.Float32 or another device.");
    }

    /// <exception cref="ArgumentException">A semaphore is null, or has a value where timeline semaphores are not enabled.</exception>
    internal void Check(ReadOnlySpan<QueueSemaphore> semaphores, string name)
    {
        foreach (QueueSemaphore semaphore in semaphores)
        {
            if (semaphore.Handle == 0)
                throw new ArgumentException("A semaphore is null.", name);
            if (semaphore.Value != 0 && !Info.TimelineSemaphores)
                throw new ArgumentException($"A semaphore has the value {semaphore.Value}, but timeline semaphores are not enabled on {Name}.", name);
        }
    }

    /// <summary>A queue by its place in the host's list.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    internal DeviceQueue Queue(int index) => index >= 0 && index < Vulkan.Queues.Count
        ? Vulkan.Queues[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"{Name} has {Vulkan.Queues.Count} queue(s) here; name one from 0 on.");

    /// <summary>Registers what must be gone before this device is.</summary>
    internal void Attach(IDisposable dependent)
    {
        lock (_lock)
        {
            if (_disposed)
                throw new ObjectDisposedException(nameof(VisionDevice));
            _dependents.Add(dependent);
        }
    }

    internal void Detach(IDisposable dependent)
    {
        lock (_lock)
            _dependents.Remove(dependent);
    }

    private static VisionDevice Build(VisionDeviceOptions options, Func<Stack<IDisposable>, (VulkanInstance, VulkanDevice)> connect)
    {
        var owned = new Stack<IDisposable>();
        try
        {
            (VulkanInstance instance, VulkanDevice device) = connect(owned);
            return new VisionDevice(instance, device, owned, CacheFolder(options.CacheDirectory), options);
        }
        catch
        {
            while (owned.Count > 0)
                owned.Pop().Dispose();
            throw;
        }
    }

    private static PhysicalDeviceFacts[] Read(VulkanInstance instance)
        => instance.PhysicalDevices().Select((device, index) => PhysicalDeviceReader.Read(instance.Api, device, index)).ToArray();

    private static string? Wanted(VisionDeviceOptions? options) => options?.Device ?? Environment.GetEnvironmentVariable("CNNVULKAN_DEVICE");

    private static string? CacheFolder(string? option) => option switch
    {
        null => CacheDirectory.Find(),
        _ when option.Equals("off", StringComparison.OrdinalIgnoreCase) => null,
        _ => option,
    };

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }
}

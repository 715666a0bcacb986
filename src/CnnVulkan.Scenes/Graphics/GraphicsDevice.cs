using CnnVulkan.Vulkan;
using Microsoft.Extensions.Logging.Abstractions;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.KHR;

namespace CnnVulkan.Scenes.Graphics;

/// <summary>
/// A Vulkan device that draws, and that the library borrows (<see cref="Vision"/>). Created first, disposed last: what is made on it is
/// disposed before, or retired. Recording is for the render thread; <see cref="Submit(Action)"/> and <see cref="Retire"/> are for any.
/// </summary>
internal sealed unsafe class GraphicsDevice : IDisposable
{
    private readonly VulkanInstance _instance;
    private readonly Func<nint, ulong>? _createSurface;
    private readonly object _queueLock = new();
    private readonly RetiredObjects _retired = new();
    private readonly Stack<IDisposable> _owned = new();
    private long _recordingFrame;
    private bool _disposed;

    private GraphicsDevice(VulkanInstance instance, PhysicalDeviceChoice choice, LogicalDevice logical, SurfaceKHR surface, GraphicsDeviceOptions options)
    {
        _instance = instance;
        _createSurface = options.CreateSurface;
        Surface = surface;
        PhysicalDevice = choice.Device;
        Name = choice.Name;
        IsCpu = choice.Type == PhysicalDeviceType.Cpu;
        QueueFamily = choice.QueueFamily;
        Device = logical.Handle;
        MaxAnisotropy = logical.Anisotropy;
        Queue queue;
        Vk.GetDeviceQueue(Device, QueueFamily, 0, &queue);
        Queue = queue;
        PhysicalDeviceProperties properties;
        Vk.GetPhysicalDeviceProperties(PhysicalDevice, &properties);
        Limits = properties.Limits;
        Memory = new GraphicsMemory(this);
        Samplers = Own(new SamplerCache(this));
        Shaders = Own(new ShaderModules(this, options.ShaderAssemblies));
        RenderPasses = Own(new RenderPassCache(this));
        try
        {
            Vision = Own(Borrow(logical, options));
        }
        catch
        {
            DisposeOwned();
            throw;
        }
    }

    public Vk Vk => _instance.Api;

    public Instance Instance => _instance.Handle;

    public PhysicalDevice PhysicalDevice { get; }

    public Device Device { get; }

    public Queue Queue { get; }

    public uint QueueFamily { get; }

    /// <summary>The name the driver gives it.</summary>
    public string Name { get; }

    /// <summary>Whether it is the CPU: what it draws takes the cores that everything else runs on.</summary>
    public bool IsCpu { get; }

    public PhysicalDeviceLimits Limits { get; }

    public float MaxAnisotropy { get; }

    /// <summary>The library on this device.</summary>
    public VisionDevice Vision { get; }

    public GraphicsMemory Memory { get; }

    public SamplerCache Samplers { get; }

    public ShaderModules Shaders { get; }

    public RenderPassCache RenderPasses { get; }

    /// <summary>The window's surface; a null handle without a window.</summary>
    public SurfaceKHR Surface { get; private set; }

    /// <summary>What the validation layers said so far; empty where they are off, and should be where they are on.</summary>
    public IReadOnlyList<string> ValidationMessages => _instance.Messages;

    /// <summary>How many retired objects wait for their last frame.</summary>
    public int RetiredCount => _retired.Count;

    /// <summary>The number of the frame that is being recorded or was recorded last.</summary>
    public long RecordingFrame => Interlocked.Read(ref _recordingFrame);

    /// <exception cref="NoVulkanDeviceException">There is no loader, no driver or no device that fits: says what was tried.</exception>
    /// <exception cref="ValidationLayerMissingException">Validation is asked for and not installed.</exception>
    public static GraphicsDevice Create(GraphicsDeviceOptions options)
    {
        VulkanInstance instance = VulkanInstance.Create(options.Validation, NullLogger.Instance, options.SurfaceExtensions);
        SurfaceKHR surface = default;
        Device device = default;
        try
        {
            if (options.CreateSurface is not null)
                surface = new SurfaceKHR { Handle = options.CreateSurface(instance.Handle.Handle) };
            PhysicalDeviceChoice choice = PhysicalDeviceChoice.Choose(instance, surface, options.DeviceName);
            LogicalDevice logical = LogicalDevice.Create(instance, choice, surface.Handle != 0);
            device = logical.Handle;
            return new GraphicsDevice(instance, choice, logical, surface, options);
        }
        catch
        {
            if (device.Handle != 0)
                instance.Api.DestroyDevice(device, null);
            if (surface.Handle != 0)
                DestroySurface(instance, surface);
            instance.Dispose();
            throw;
        }
    }

    /// <summary>Runs a submission alone on the queue: Vulkan wants one thread at a time on it.</summary>
    public void Submit(Action submission)
    {
        lock (_queueLock)
            submission();
    }

    /// <summary>Submits one batch, alone on the queue.</summary>
    public void Submit(SubmitInfo* info, Fence fence)
    {
        lock (_queueLock)
            Vk.QueueSubmit(Queue, 1, info, fence).Check("vkQueueSubmit");
    }

    /// <summary>Shows a picture of a swapchain, alone on the queue.</summary>
    public Result Present(KhrSwapchain swapchains, PresentInfoKHR* info)
    {
        lock (_queueLock)
            return swapchains.QueuePresent(Queue, info);
    }

    /// <summary>Disposes an object when all frames recorded so far, the one being recorded included, are finished.</summary>
    public void Retire(IDisposable item) => _retired.Add(item, RecordingFrame);

    /// <summary>Records commands, submits them and waits for them: for set-up, never in a frame.</summary>
    public void RunOnce(Action<CommandBuffer> record)
    {
        using var commands = new OneTimeCommands(this);
        commands.Run(record);
    }

    /// <summary>Names an object for debuggers, captures and validation messages.</summary>
    public void SetName(ObjectType type, ulong handle, string name) => _instance.SetName(Device, type, handle, name);

    /// <summary>Waits for all work, and disposes what was retired.</summary>
    public void WaitIdle()
    {
        lock (_queueLock)
            Vk.DeviceWaitIdle(Device).Check("vkDeviceWaitIdle");
        _retired.Collect(long.MaxValue);
    }

    /// <summary>Makes the window's surface anew after it was lost. No swapchain of the old one may be left.</summary>
    public void RecreateSurface()
    {
        if (_createSurface is null)
            throw new InvalidOperationException("The device was created without a window.");
        DestroySurface(_instance, Surface);
        Surface = default;
        Surface = new SurfaceKHR { Handle = _createSurface(Instance.Handle) };
    }

    /// <summary>Told by the frames: which one is recorded now, and which is known to be finished.</summary>
    public void AdvanceFrame(long recording, long finished)
    {
        Interlocked.Exchange(ref _recordingFrame, recording);
        _retired.Collect(finished);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        // A lost device cannot be waited for; its objects are destroyed all the same.
        Vk.DeviceWaitIdle(Device);
        _retired.Collect(long.MaxValue);
        DisposeOwned();
        Vk.DestroyDevice(Device, null);
        if (Surface.Handle != 0)
            DestroySurface(_instance, Surface);
        _instance.Dispose();
    }

    private static void DestroySurface(VulkanInstance instance, SurfaceKHR surface)
    {
        if (instance.Api.TryGetInstanceExtension(instance.Handle, out KhrSurface surfaces))
            surfaces.DestroySurface(instance.Handle, surface, null);
    }

    private VisionDevice Borrow(LogicalDevice logical, GraphicsDeviceOptions options) => VisionDevice.Borrow(
        new BorrowedHandles
        {
            Instance = Instance.Handle,
            ApiVersion = new Version(1, 3),
            PhysicalDevice = PhysicalDevice.Handle,
            Device = Device.Handle,
            Queues = [new BorrowedQueue { Handle = Queue.Handle, FamilyIndex = (int)QueueFamily, Submission = Submit }],
            EnabledFeatures = VulkanFeatures.TimelineSemaphore
                | (logical.Storage16Bit ? VulkanFeatures.StorageBuffer16BitAccess : 0)
                | (logical.ShaderFloat16 ? VulkanFeatures.ShaderFloat16 : 0),
        },
        new VisionDeviceOptions { CacheDirectory = options.CacheDirectory });

    private void DisposeOwned()
    {
        while (_owned.Count > 0)
            _owned.Pop().Dispose();
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _owned.Push(part);
        return part;
    }
}

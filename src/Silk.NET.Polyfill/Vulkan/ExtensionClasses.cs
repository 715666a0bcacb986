using System;
using Silk.NET.Core.Contexts;
using Silk.NET.Core.Native;
using Silk.NET.Vulkan;
using Silk.NET.Vulkan.Extensions.EXT;
using Silk.NET.Vulkan.Extensions.KHR;

namespace Silk.NET.Polyfill;

/// <summary>The extension classes by type. A list, because ahead-of-time compilers strip what only reflection uses.</summary>
internal static class ExtensionClasses
{
    private static readonly (Type Type, string Name, Func<INativeContext, NativeExtension<Vk>> Create)[] All =
    [
        (typeof(ExtDebugUtils), ExtDebugUtils.ExtensionName, context => new ExtDebugUtils(context)),
        (typeof(KhrSurface), KhrSurface.ExtensionName, context => new KhrSurface(context)),
        (typeof(KhrSwapchain), KhrSwapchain.ExtensionName, context => new KhrSwapchain(context)),
        (typeof(KhrTimelineSemaphore), KhrTimelineSemaphore.ExtensionName, context => new KhrTimelineSemaphore(context)),
        (typeof(KhrSynchronization2), KhrSynchronization2.ExtensionName, context => new KhrSynchronization2(context)),
        (typeof(KhrDynamicRendering), KhrDynamicRendering.ExtensionName, context => new KhrDynamicRendering(context)),
        (typeof(KhrPushDescriptor), KhrPushDescriptor.ExtensionName, context => new KhrPushDescriptor(context)),
        (typeof(KhrCooperativeMatrix), KhrCooperativeMatrix.ExtensionName, context => new KhrCooperativeMatrix(context)),
    ];

    public static string NameOf<T>() => Find(typeof(T)).Name;

    public static T Create<T>(INativeContext context)
        where T : NativeExtension<Vk> => (T)Find(typeof(T)).Create(context);

    private static (Type Type, string Name, Func<INativeContext, NativeExtension<Vk>> Create) Find(Type type)
    {
        foreach (var entry in All)
        {
            if (entry.Type == type)
            {
                return entry;
            }
        }

        throw new NotSupportedException($"{type} is not in the list of extension classes.");
    }
}

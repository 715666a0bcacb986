using System.Runtime.InteropServices;

namespace Silk.NET.Shaderc;

/// <summary>Releases what <see cref="IncludeResolveFn"/> returned: (user data, result).</summary>
[UnmanagedFunctionPointer(CallingConvention.Cdecl)]
internal unsafe delegate void IncludeResultReleaseFn(void* arg0, IncludeResult* arg1);

using System.Runtime.InteropServices;

namespace Silk.NET.Shaderc;

/// <summary>Finds an included file: (user data, requested name, <see cref="IncludeType"/>, including file, depth).</summary>
[UnmanagedFunctionPointer(CallingConvention.Cdecl)]
internal unsafe delegate IncludeResult* IncludeResolveFn(void* arg0, byte* arg1, int arg2, byte* arg3, nuint arg4);

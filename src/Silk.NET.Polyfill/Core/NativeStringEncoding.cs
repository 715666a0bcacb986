namespace Silk.NET.Core.Native;

/// <summary>How a native string is encoded.</summary>
internal enum NativeStringEncoding
{
    LPStr = 20,
    LPWStr = 21,
    LPTStr = 22,
    LPUTF8Str = 48,
    Ansi = LPStr,
    Auto = LPTStr,
    Uni = LPWStr,
    UTF8 = LPUTF8Str,
}

using System.Runtime.InteropServices;

namespace CnnVulkan.Kernels;

/// <summary>
/// Takes source text, file names and line numbers out of SPIR-V, and leaves the names of variables and members. Makes the code about
/// half the size, and the same on every machine.
/// </summary>
internal static class SpirvLines
{
    private const int HeaderWords = 5;

    // Instruction numbers of the SPIR-V specification.
    private const int OpSourceContinued = 2, OpSource = 3, OpSourceExtension = 4, OpString = 7, OpLine = 8, OpNoLine = 317, OpModuleProcessed = 330;

    public static byte[] Remove(ReadOnlySpan<byte> code)
    {
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(code);
        var kept = new List<uint>(words.Length);
        for (int i = 0; i < HeaderWords; i++)
            kept.Add(words[i]);
        for (int i = HeaderWords; i < words.Length;)
        {
            int length = (int)(words[i] >> 16);
            int operation = (int)(words[i] & 0xFFFF);
            bool line = operation is OpSource or OpSourceContinued or OpSourceExtension or OpString or OpLine or OpNoLine or OpModuleProcessed;
            for (int k = 0; k < length && !line; k++)
                kept.Add(words[i + k]);
            i += length;
        }
        return MemoryMarshal.AsBytes<uint>(kept.ToArray()).ToArray();
    }
}

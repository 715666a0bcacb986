using CnnVulkan.Files;
using CnnVulkan.Vulkan;
using Microsoft.Extensions.Logging.Abstractions;

namespace CnnVulkan.Tests.Vulkan;

public sealed class ChecksummedFileTests : IDisposable
{
    private const string Kind = "TESTFIL1";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"cnnvulkan-{Guid.NewGuid():N}");

    private string File => Path.Combine(_folder, "sub", "file.bin");

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, true);
    }

    private byte[]? Read(string kind = Kind) => ChecksummedFile.Read(File, kind, NullLogger.Instance);

    private void Write(params byte[] content) => ChecksummedFile.Write(File, Kind, content, NullLogger.Instance);

    [Fact]
    public void ReadsWhatWasWrittenAndLeavesNoTemporaryFile()
    {
        Assert.Null(Read());
        Write(1, 2, 3);
        Write(4, 5);
        Assert.Equal([4, 5], Read()!);
        Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void AnyFlippedByteMakesItAbsent()
    {
        Write(1, 2, 3);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x40;
            System.IO.File.WriteAllBytes(File, damaged);
            Assert.Null(Read());
        }
    }

    [Fact]
    public void AnyTruncationMakesItAbsent()
    {
        Write(1, 2, 3);
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Null(Read());
        }
    }

    [Fact]
    public void AnotherKindIsAbsent()
    {
        Write(1);
        Assert.Null(Read("OTHERFIL"));
    }

    [Fact]
    public void AnUnwritablePlaceIsNoError()
    {
        // A file where the folder should be: unwritable for root, too.
        Directory.CreateDirectory(_folder);
        System.IO.File.WriteAllText(Path.Combine(_folder, "sub"), "");
        Write(1);
        Assert.Null(Read());
    }
}

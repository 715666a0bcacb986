namespace Silk.NET.Shaderc;

/// <summary>What an include resolver answers: the file's name and text, or an empty name and an error message.</summary>
internal unsafe struct IncludeResult
{
    public byte* SourceName;
    public nuint SourceNameLength;
    public byte* Content;
    public nuint ContentLength;
    public void* UserData;

    public IncludeResult(
        byte* sourceName = null,
        nuint? sourceNameLength = null,
        byte* content = null,
        nuint? contentLength = null,
        void* userData = null)
    {
        SourceName = sourceName;
        SourceNameLength = sourceNameLength ?? 0;
        Content = content;
        ContentLength = contentLength ?? 0;
        UserData = userData;
    }
}

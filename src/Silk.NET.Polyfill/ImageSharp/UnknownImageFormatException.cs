namespace SixLabors.ImageSharp;

/// <summary>A file is not a picture of a format that can be read, or is to be written in one that cannot.</summary>
internal sealed class UnknownImageFormatException : ImageFormatException
{
    public UnknownImageFormatException(string errorMessage)
        : base(errorMessage)
    {
    }
}

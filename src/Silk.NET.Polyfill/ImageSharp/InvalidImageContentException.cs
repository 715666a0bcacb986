using System;

namespace SixLabors.ImageSharp;

/// <summary>The format of a picture is known, but its content is damaged, truncated or beyond the limits.</summary>
internal sealed class InvalidImageContentException : ImageFormatException
{
    public InvalidImageContentException(string errorMessage)
        : base(errorMessage)
    {
    }

    public InvalidImageContentException(string errorMessage, Exception? innerException)
        : base(errorMessage, innerException)
    {
    }
}

using System;

namespace Silk.NET.Windowing;

/// <summary>The version of a graphics API.</summary>
internal struct APIVersion
{
    public int MajorVersion;

    public int MinorVersion;

    public APIVersion(int majorVersion, int minorVersion) => (MajorVersion, MinorVersion) = (majorVersion, minorVersion);

    public APIVersion(Version apiVersion)
        : this(apiVersion.Major, apiVersion.Minor)
    {
    }
}

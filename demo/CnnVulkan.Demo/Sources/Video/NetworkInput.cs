namespace CnnVulkan.Demo.Sources.Video;

/// <summary>A camera or stream at an address.</summary>
internal sealed class NetworkInput : VideoInput
{
    /// <summary>In microseconds. Ends an ffmpeg whose camera fell silent, also when nobody is left to do it.</summary>
    private const string SilenceLimit = "10000000";

    /// <summary>
    /// What a server hands out as fast as it can, to be played at its own speed. Not so cameras: their time stamps may be made up, and
    /// playing by those would fall ever further behind.
    /// </summary>
    private static readonly string[] Recordings = [".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".m3u8", ".mpd"];

    private readonly Uri _address;
    private readonly string _text;

    public NetworkInput(string address) => (_text, _address) = (address, new Uri(address));

    /// <summary>The address without user name, password and what follows a question mark, which often is a key.</summary>
    public override string Name => _address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.SafeUnescaped);

    public override bool IsLive => true;

    private bool IsRecording => Recordings.Contains(Path.GetExtension(_address.AbsolutePath), StringComparer.OrdinalIgnoreCase);

    public override IReadOnlyList<IReadOnlyList<string>> WaysToOpen(FfmpegProgram program, Pacing pacing)
    {
        string[] prompt = ["-fflags", "nobuffer", "-flags", "low_delay"];
        string[] open = ["-i", _text];
        return _address.Scheme switch
        {
            // Over UDP, the default, a lost packet smears the picture until the next key frame.
            "rtsp" or "rtsps" => [[.. prompt, "-rtsp_transport", "tcp", program.RtspTimeout, SilenceLimit, .. open]],
            "http" or "https" when IsRecording && pacing == Pacing.Newest => [["-re", "-rw_timeout", SilenceLimit, .. open]],
            "http" or "https" or "rtmp" or "rtmps" or "tcp" => [[.. prompt, "-rw_timeout", SilenceLimit, .. open]],
            "udp" or "srt" => [[.. prompt, "-timeout", SilenceLimit, .. open]],
            _ => [[.. prompt, .. open]],
        };
    }

    public override string Advice(string messages) => Choose(messages,
        "Check the address, and that the camera is on and in this network.",
        ("401 ", "The camera wants a user name and a password: rtsp://user:password@host/path."),
        ("403 ", "The camera refuses this user: check the user name and the password in the address."),
        ("404 ", "The host answers, but has nothing under this path: look up the path in the camera's manual."),
        ("Connection refused", "The host answers, but nothing listens on this port: check the port, and that streaming is switched on."),
        ("resolve hostname", "The host's name is unknown: check how it is spelled, or give its number."),
        ("No route to host", "The host cannot be reached: check that the camera is on and in this network."),
        ("Network is unreachable", "This machine has no way there: check its own connection."),
        ("timed out", "There is no answer: check that the camera is on, and that no firewall is between."),
        ("Protocol not found", "This ffmpeg was built without this protocol: use another, or install a complete ffmpeg."),
        ("Invalid data found", "There is something at this address, but no video."));

    public override string Readable(string message)
    {
        message = base.Readable(message).Replace(_text, Name, StringComparison.Ordinal);
        return _address.UserInfo.Length > 0 ? message.Replace(_address.UserInfo, "…", StringComparison.Ordinal) : message;
    }
}

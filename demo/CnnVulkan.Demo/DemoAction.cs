namespace CnnVulkan.Demo;

/// <summary>What a person can ask for, by key or by click.</summary>
internal enum DemoAction
{
    /// <summary>Nothing: a click stops here and does not move the camera.</summary>
    None,
    NextSource,
    ShowScene,
    ShowCamera,
    ShowPictures,
    ShowVideo,
    ShowPad,
    NextModel,
    TogglePrecision,
    TogglePause,
    SingleStep,
    PreviousLayer,
    NextLayer,
    PreviousPage,
    NextPage,

    /// <summary>Enlarges a map; the argument is its channel.</summary>
    SelectMap,
    CloseMap,
    ToggleHeatMap,

    /// <summary>Maps the class in the argument, or again the leading one (-1).</summary>
    ChooseHeatClass,
    ToggleFilters,
    ToggleLayerTimes,
    TogglePanels,
    ToggleHelp,
    NextProp,
    PreviousProp,
    ToggleSpin,
    ToggleCycle,
    Recolour,
    ToggleScatter,

    /// <summary>Takes away what was drawn on the pad.</summary>
    ClearPad,

    /// <summary>The left button erases on the pad, or draws again.</summary>
    ToggleEraser,

    /// <summary>Begins to teach classes of one's own, or ends it.</summary>
    ToggleTeaching,

    /// <summary>While its key is held, the picture is an example of the class in the argument.</summary>
    TeachClass,

    /// <summary>Writes what was taught into a folder.</summary>
    SaveTaught,
    ForgetTaught,
    LargerText,
    SmallerText,
    ToggleFullscreen,
    Screenshot,

    /// <summary>Takes away the message about a network that could not be loaded.</summary>
    DismissModelMessage,

    /// <summary>Closes what lies uppermost: help, a message, an enlarged map.</summary>
    Back,
    Quit,
}

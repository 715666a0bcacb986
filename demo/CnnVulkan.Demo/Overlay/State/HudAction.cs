namespace CnnVulkan.Demo.Overlay;

/// <summary>What a click on the overlay asks for; the keys ask for the same.</summary>
internal enum HudAction
{
    /// <summary>Nothing: the click stops here and does not move the camera.</summary>
    None,
    NextSource,
    TogglePause,
    SingleStep,
    ToggleHeatMap,
    ToggleFilters,
    ToggleLayerTimes,
    ToggleHelp,
    PreviousLayer,
    NextLayer,
    PreviousPage,
    NextPage,

    /// <summary>Enlarge a channel, or stop if it is enlarged already; the argument is the channel.</summary>
    SelectMap,
    CloseMap,

    /// <summary>Take away the message about a model that did not load.</summary>
    DismissModelMessage,

    /// <summary>Show where the network looks for the class in the argument.</summary>
    ChooseHeatClass,
}

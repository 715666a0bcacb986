// Which places of a sliding window take an element of the input, and as which tap: what a gradient gathers from. Include after window.glsl.
#ifndef CNNVULKAN_WINDOWS_OVER_GLSL
#define CNNVULKAN_WINDOWS_OVER_GLSL

// The most places along an axis that take one element.
uint most_windows(uint kernel, uint stride, uint dilation)
{
    return (kernel - 1) * dilation / stride + 1;
}

// Along one axis, for the element `padded` places from the start of the padding: the last place of the window that can take it, and how many do
// at most.
uvec2 windows_over(uint padded, uint kernel, uint stride, uint dilation, uint places)
{
    uint reach = (kernel - 1) * dilation;
    uint last = min(padded / stride, places - 1);
    uint first = padded > reach ? (padded - reach + stride - 1) / stride : 0;
    return uvec2(last, first <= last ? last - first + 1 : 0);
}

// The tap that takes the element, for a window at `place`; kernel or more where none does.
uint tap_over(uint padded, uint place, uint kernel, uint stride, uint dilation)
{
    uint offset = padded - place * stride;
    uint tap = offset / dilation;
    return place * stride <= padded && tap * dilation == offset ? tap : kernel;
}

#endif

// Which taps of a window count along one axis, for pools of every layout.
#ifndef CNNVULKAN_TAPS_GLSL
#define CNNVULKAN_TAPS_GLSL

// The taps of one axis that lie inside the input: from the first up to, not including, the second. A kernel may be far larger than the
// input, so places outside are not even visited.
uvec2 taps_inside(int corner, uint kernel, uint dilation, uint extent)
{
    uint first = corner < 0 ? (uint(-corner) + dilation - 1) / dilation : 0;
    uint end = corner < int(extent) ? min(kernel, (uint(int(extent) - corner) + dilation - 1) / dilation) : 0;
    return uvec2(first, max(first, end));
}

// The taps of one axis inside the input or its padding, which starts where the first window does.
uint padded_taps(int corner, uint kernel, uint dilation, int end)
{
    return min(kernel, (uint(end - corner) + dilation - 1) / dilation);
}

#endif

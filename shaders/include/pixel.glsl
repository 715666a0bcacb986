// Pixels packed as RGBA8 in an int, red in the lowest byte, and sums of them in fixed point as FilterTaps.cs makes the weights.
#ifndef CNNVULKAN_PIXEL_GLSL
#define CNNVULKAN_PIXEL_GLSL

const int PIXEL_FRACTION_BITS = 22;
const int PIXEL_HALF = 1 << (PIXEL_FRACTION_BITS - 1);

ivec3 unpack_pixel(int packed)
{
    return ivec3(packed & 255, (packed >> 8) & 255, (packed >> 16) & 255);
}

int pack_pixel(ivec3 color)
{
    return color.r | (color.g << 8) | (color.b << 16);
}

// From a sum that starts at PIXEL_HALF to 8 bits.
ivec3 round_pixel(ivec3 sum)
{
    return clamp(sum >> PIXEL_FRACTION_BITS, ivec3(0), ivec3(255));
}

#endif

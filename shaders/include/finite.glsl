// Whether a number is one, by its bits: drivers may assume that isnan() is never true.
#ifndef CNNVULKAN_FINITE_GLSL
#define CNNVULKAN_FINITE_GLSL

bool is_finite(float x)
{
    return (floatBitsToUint(x) & 0x7f800000u) != 0x7f800000u;
}

#endif

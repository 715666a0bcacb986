// How activations are stored, for shaders that read them where they lie: variants f32 and f16.
#ifndef CNNVULKAN_ELEMENT_GLSL
#define CNNVULKAN_ELEMENT_GLSL

#if defined(ELEMENT_F16)
#extension GL_EXT_shader_16bit_storage : require
#define ELEMENT float16_t
#else
#define ELEMENT float
#endif

// Neither infinite nor NaN, by its bits: drivers may assume that isnan() is never true.
bool is_finite(float x)
{
    return (floatBitsToUint(x) & 0x7f800000u) != 0x7f800000u;
}

#endif

// How activations are stored, for shaders that read them where they lie: variants f32 and f16.
#ifndef CNNVULKAN_ELEMENT_GLSL
#define CNNVULKAN_ELEMENT_GLSL

#if defined(ELEMENT_F16)
#extension GL_EXT_shader_16bit_storage : require
#define ELEMENT float16_t
#else
#define ELEMENT float
#endif

#include "finite.glsl"

#endif

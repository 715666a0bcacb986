// Channel-packed tensors [N][C/4][H][W][4]: the four channels of a pixel lie side by side, so that one load serves four channels whatever
// the filter's size, stride and padding. Kernels of that layout read vectors of four elements with LOAD4, from
//   storage buffers, or, where TEXEL_BUFFERS is defined, from texel buffers:
// llvmpipe reads a storage buffer lane by lane and component by component, each behind a branch, but a texel of every lane with eight
// vector loads and a transposition. On its two cores that made the matrix product of convolutions three times as fast.
#ifndef CNNVULKAN_PACKED_GLSL
#define CNNVULKAN_PACKED_GLSL

#ifdef TEXEL_BUFFERS
#ifdef ELEMENT_F16
#define TEXEL_FORMAT rgba16f
#else
#define TEXEL_FORMAT rgba32f
#endif
#define PACKED_BUFFER(number, block, name) layout(binding = number, set = 0, TEXEL_FORMAT) uniform readonly imageBuffer name
#define LOAD4(name, index) imageLoad(name, int(index))
#else
#define PACKED_BUFFER(number, block, name) layout(binding = number, set = 0) readonly buffer block { ELEMENT4 name[]; }
#define LOAD4(name, index) VALUE4(name[index])
#endif

#endif

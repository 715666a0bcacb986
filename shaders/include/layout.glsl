// How pictures lie, for kernels that are the same whatever the layout. Variants named nc4hw are built with LAYOUT_NC4HW defined.
//   plain: [N][C][...], a VECTOR is one element
//   Nc4hw: [N][ceil(C/4)][...][4], a VECTOR is four channels of one pixel, so that one load serves four channels whatever the filter
// WIDTH is how many channels a vector holds; bases count elements, indices given to LOAD vectors. LAYOUT_BUFFER declares a buffer of vectors
// that is read, STORED is how a vector is written.
//
// Where TEXEL_BUFFERS is defined, vectors of four are read from texel buffers: llvmpipe reads a storage buffer lane by lane and component by
// component, each behind a branch, but a texel of every lane with eight vector loads and a transposition. On its two cores that made the
// matrix product of convolutions three times as fast.
#ifndef CNNVULKAN_LAYOUT_GLSL
#define CNNVULKAN_LAYOUT_GLSL

#ifdef TEXEL_BUFFERS
#ifdef ELEMENT_F16
#define TEXEL_FORMAT rgba16f
#else
#define TEXEL_FORMAT rgba32f
#endif
#define BUFFER4(number, block, name) layout(binding = number, set = 0, TEXEL_FORMAT) uniform readonly imageBuffer name
#define LOAD4(name, index) imageLoad(name, int(index))
#else
#define BUFFER4(number, block, name) layout(binding = number, set = 0) readonly buffer block { ELEMENT4 name[]; }
#define LOAD4(name, index) VALUE4(name[index])
#endif

#ifdef LAYOUT_NC4HW
#define WIDTH 4
#define VECTOR VALUE4
#define STORED ELEMENT4
#define LAYOUT_BUFFER(number, block, name) BUFFER4(number, block, name)
#define LOAD(name, index) LOAD4(name, index)
#define COMPONENT(vector, i) (vector)[i]
// The larger of two, component by component. Not max(): which of two values that gives where one is NaN is left open; here the first stays.
#define LARGER(a, b) mix(a, b, greaterThan(b, a))
#else
#define WIDTH 1
#define VECTOR VALUE
#define STORED ELEMENT
#define LAYOUT_BUFFER(number, block, name) layout(binding = number, set = 0) readonly buffer block { ELEMENT name[]; }
#define LOAD(name, index) VALUE(name[index])
#define COMPONENT(vector, i) (vector)
#define LARGER(a, b) ((b) > (a) ? (b) : (a))
#endif

// Channels past the last, of a vector that only begins with channels that exist, hold 0: a NaN there would reach every channel of the next
// convolution, whose weights for them are 0. existing counts the channels there are, 4 for all.
vec4 only_existing(vec4 vector, uint existing)
{
    return mix(vec4(0), vector, lessThan(uvec4(0, 1, 2, 3), uvec4(existing)));
}

#endif

#version 450
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_control_flow_attributes : require
// output = random < limit ? 0 : input · scale, scale = 1 / (1 - ratio), limit = ratio · 2^32.
//
// One invocation computes one vector (layout.glsl). The random numbers of a pixel's channels 4v to 4v + 3 are the four words of a hash of
// (number of the vector as if all were Nc4hw, stream, step, seed), so they are the same in every layout and on every device.
//
// input, output  [N][channels][pixels], count vectors of them
// seed           two numbers: the seed, and that of the step
// vectors = ceil(channels / 4); first_vector counts vectors of four before this range
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"

LAYOUT_BUFFER(0, Input, input_data);
layout(binding = 1, set = 0) readonly buffer Seed { int seed_data[]; };
layout(binding = 2, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint seed_base;
    uint output_base;
    uint count;
    uint channels;
    uint vectors;
    uint pixels;
    uint first_vector;
    uint stream;
    uint limit;
    float scale;
} p;

// pcg4d of Jarzynski and Olano, "Hash Functions for GPU Rendering" (JCGT 9/3, 2020).
uvec4 hash(uvec4 v)
{
    v = v * 1664525u + 1013904223u;
    v.x += v.y * v.w;
    v.y += v.z * v.x;
    v.z += v.x * v.y;
    v.w += v.y * v.z;
    v ^= v >> 16u;
    v.x += v.y * v.w;
    v.y += v.z * v.x;
    v.z += v.x * v.y;
    v.w += v.y * v.z;
    return v;
}

void main()
{
    uint i = invocation_index();
    if (i >= p.count)
        return;
#ifdef LAYOUT_NC4HW
    uint vector = i;
    uint own = 0;
#else
    uint plane = i / p.pixels;
    uint channel = plane % p.channels;
    uint vector = (plane / p.channels * p.vectors + channel / 4) * p.pixels + i % p.pixels;
    uint own = channel % 4;
#endif
    uvec4 random = hash(uvec4(p.first_vector + vector, p.stream, uint(seed_data[p.seed_base + 1]), uint(seed_data[p.seed_base])));
    VECTOR x = LOAD(input_data, p.input_base / WIDTH + i);
    [[unroll]] for (uint c = 0; c < WIDTH; c++)
        COMPONENT(x, c) = random[own + c] < p.limit ? 0.0 : COMPONENT(x, c) * p.scale;
    output_data[p.output_base / WIDTH + i] = STORED(x);
}

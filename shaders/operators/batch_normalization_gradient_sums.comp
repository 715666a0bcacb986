#version 450
#extension GL_GOOGLE_include_directive : require
// Sums for the gradient of batch normalisation: Σ g and Σ g · (x - mean) for each channel, g the gradient of the output.
// One workgroup sums a part of one vector of channels (channel_walk.glsl).
//
// gradient, input [pictures][vectors][pixels] vectors (layout.glsl); mean: channels elements
// sums            [vectors][slots][2] vectors
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"

LAYOUT_BUFFER(0, Gradient, gradient_data);
LAYOUT_BUFFER(1, Input, input_data);
layout(binding = 2, set = 0) readonly buffer Mean { float mean_data[]; };
layout(binding = 3, set = 0) writeonly buffer Sums { STORED sums_data[]; };

layout(push_constant) uniform Push {
    uint gradient_base;
    uint input_base;
    uint mean_base;
    uint sums_base;
    uint vectors;
    uint pixels;
    uint pictures;
    uint depth;
    uint span;
    uint spans;
    uint parts;
    uint slots;
    uint first_slot;
    uint channels;
} p;

#include "channel_sums.glsl"

VECTOR mean;
VECTOR sum = VECTOR(0);
VECTOR products = VECTOR(0);

void visit(uint at)
{
    VECTOR g = LOAD(gradient_data, p.gradient_base / WIDTH + at);
    sum += g;
    products += g * (LOAD(input_data, p.input_base / WIDTH + at) - mean);
}

void main()
{
    uint vector = own_vector();
    if (vector >= p.vectors)
        return;
    // The last of a vector may not exist; what is summed for them counts for nothing.
    for (uint i = 0; i < WIDTH; i++)
        COMPONENT(mean, i) = mean_data[p.mean_base + min(vector * WIDTH + i, p.channels - 1)];
    walk(vector);
    leave_sums(vector, sum, products);
}

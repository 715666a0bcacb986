#version 450
#extension GL_GOOGLE_include_directive : require
// Sums for the mean and variance of each channel over a batch: Σ (x - s) and Σ (x - s)², s the channel's first element, which lies near enough
// to the mean that the squares lose no digits where the mean is large (Chan, Golub, LeVeque 1983).
// One workgroup sums a part of one vector of channels (channel_walk.glsl).
//
// input [pictures][vectors][pixels] vectors (layout.glsl); first: the batch's first picture, where input is a range of it
// sums  [vectors][slots][2] vectors
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"

LAYOUT_BUFFER(0, Input, input_data);
LAYOUT_BUFFER(1, First, first_data);
layout(binding = 2, set = 0) writeonly buffer Sums { STORED sums_data[]; };

layout(push_constant) uniform Push {
    uint input_base;
    uint first_base;
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
} p;

#include "channel_sums.glsl"

VECTOR shift;
VECTOR sum = VECTOR(0);
VECTOR squares = VECTOR(0);

void visit(uint at)
{
    VECTOR x = LOAD(input_data, p.input_base / WIDTH + at) - shift;
    sum += x;
    squares += x * x;
}

void main()
{
    uint vector = own_vector();
    if (vector >= p.vectors)
        return;
    shift = LOAD(first_data, p.first_base / WIDTH + vector * p.pixels);
    walk(vector);
    leave_sums(vector, sum, squares);
}

#version 450
#extension GL_GOOGLE_include_directive : require
// The gradient of the input of batch normalisation: output = a · gradient + b · (input - mean) + e, with the coefficients of the element's channel
// from batch_normalization_gradient_finish.comp: gamma / d · (g - Σg/n - x̂ · Σgx̂/n), Ioffe and Szegedy 2015, section 3.
// One workgroup computes a part of one vector of channels (channel_walk.glsl).
//
// gradient, input, output [pictures][vectors][pixels] vectors (layout.glsl)
// coefficients            [vectors][4] vectors: mean, a, b, e; 0 for channels past the last
// variants: f32 f32_nc4hw f32_nc4hw_texel
#include "kernel.glsl"
#include "layout.glsl"

LAYOUT_BUFFER(0, Gradient, gradient_data);
LAYOUT_BUFFER(1, Input, input_data);
LAYOUT_BUFFER(2, Coefficients, coefficients_data);
layout(binding = 3, set = 0) writeonly buffer Output { STORED output_data[]; };

layout(push_constant) uniform Push {
    uint gradient_base;
    uint input_base;
    uint coefficients_base;
    uint output_base;
    uint vectors;
    uint pixels;
    uint pictures;
    uint depth;
    uint span;
    uint spans;
    uint parts;
} p;

#include "channel_walk.glsl"

VECTOR mean;
VECTOR a;
VECTOR b;
VECTOR e;

void visit(uint at)
{
    VECTOR x = LOAD(input_data, p.input_base / WIDTH + at) - mean;
    output_data[p.output_base / WIDTH + at] = STORED(a * LOAD(gradient_data, p.gradient_base / WIDTH + at) + (b * x + e));
}

void main()
{
    uint vector = own_vector();
    if (vector >= p.vectors)
        return;
    uint at = p.coefficients_base / WIDTH + vector * 4;
    mean = LOAD(coefficients_data, at);
    a = LOAD(coefficients_data, at + 1);
    b = LOAD(coefficients_data, at + 2);
    e = LOAD(coefficients_data, at + 3);
    walk(vector);
}

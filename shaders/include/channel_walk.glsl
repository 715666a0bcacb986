// How kernels walk pictures N×C×pixels that do the same to all elements of a channel: each workgroup takes a part of one vector of channels
// (layout.glsl), `depth` pictures by `span` pixels. PIXEL_LANES neighbours take neighbouring pixels, the other lanes further pictures: so no
// index is divided per element, and what is known of a channel is loaded once per invocation. Include after a push-constant block p.
// group ChannelWalk: vectors pixels pictures depth span spans parts
#ifndef CNNVULKAN_CHANNEL_WALK_GLSL
#define CNNVULKAN_CHANNEL_WALK_GLSL

// A power of two that divides the workgroup's size.
layout(constant_id = 4) const uint PIXEL_LANES = 1;

// Defined by the kernel: what is done with the vector `at` vectors from the start of the pictures.
void visit(uint at);

// The vector of channels that the workgroup works on; past p.vectors there is none.
uint own_vector()
{
    return group_index() / p.parts;
}

uint own_part()
{
    return group_index() - own_vector() * p.parts;
}

void walk(uint vector)
{
    uint lane = gl_LocalInvocationID.x;
    uint down = own_part() / p.spans;
    uint across = own_part() - down * p.spans;
    uint end_picture = min((down + 1) * p.depth, p.pictures);
    uint end_pixel = min((across + 1) * p.span, p.pixels);
    for (uint n = down * p.depth + lane / PIXEL_LANES; n < end_picture; n += gl_WorkGroupSize.x / PIXEL_LANES) {
        uint row = (n * p.vectors + vector) * p.pixels;
        for (uint i = across * p.span + lane % PIXEL_LANES; i < end_pixel; i += PIXEL_LANES)
            visit(row + i);
    }
}

#endif
